"""Home visits: who is out, the alarm, the family's answer, what is still to be written."""
