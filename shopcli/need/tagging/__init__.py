"""Sequence labelling: which words of a request name the thing, which say how it is to be, and which say nothing of it."""
