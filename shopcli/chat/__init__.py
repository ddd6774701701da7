"""A conversation: its loop, its state, its prompt and how it is saved."""
