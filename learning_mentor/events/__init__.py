"""Events: seats and waiting list, consent, registers, series, notices."""
