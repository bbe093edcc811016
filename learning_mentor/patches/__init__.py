"""Changes to sites that have the app already; patches.txt has their order."""
