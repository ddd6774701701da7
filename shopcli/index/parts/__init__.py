"""The parts of an index, each with what writes it and what reads it."""
