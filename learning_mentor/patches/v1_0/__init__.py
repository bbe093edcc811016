"""Patches of version 1.0."""
