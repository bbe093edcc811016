"""Learning mentoring for schools that run Frappe Education."""

__version__ = "0.1.0"
