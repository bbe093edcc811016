"""The move to the next school: what is shared with whom, the pack, reminders."""
