"""Which fields are quantities of what, in which unit, learned from the records."""
