"""A foreign request in the words of the catalog, by a dictionary."""
