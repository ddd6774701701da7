"""Names for things: what a catalog calls so, and whether it sells it."""
