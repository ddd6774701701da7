"""Training of the taggers: what the words of a request, and the stretches of a turn, are for."""
