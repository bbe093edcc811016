"""Calendars at secret addresses for other programs to read."""
