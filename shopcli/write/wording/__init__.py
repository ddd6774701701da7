"""Sentences by code: frames, names, comparisons, answers."""
