"""The accessible look: text in the order in which it is to be heard, each thing by its name, nothing drawn or redrawn."""
