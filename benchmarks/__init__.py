"""What the app costs, measured on a site of its own: `./run benchmark`. Results: docs/performance.md."""
