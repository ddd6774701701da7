"""Titles as names: their heads, those in another language than the requests, and what bears a name in its own."""
