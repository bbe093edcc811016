"""Tests that install and uninstall on a site of their own: it is removed with this package's last test."""
