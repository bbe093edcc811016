"""What install adds to a site and uninstall takes away, from the same data."""
