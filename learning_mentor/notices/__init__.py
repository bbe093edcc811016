"""Who is told of what, how and when: kinds, choices, the daily digest."""
