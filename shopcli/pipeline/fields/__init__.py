"""What joins a request to a catalog's fields: which of them it speaks of, in which units, with which of their values."""
