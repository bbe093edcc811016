"""A package, since the environment of a bench may hold another top-level `tests`."""
