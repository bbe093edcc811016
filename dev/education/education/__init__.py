"""Record types of Frappe Education that learning_mentor reads, for benches without the real app."""

__version__ = "15.0.0"
