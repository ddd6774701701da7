"""What a catalog calls its sorts of things, learned from titles and categories."""
