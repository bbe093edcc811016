"""Tests over the server: fixtures of this package end with its last test."""
