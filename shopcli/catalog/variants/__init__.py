"""Rows that are forms of one product: how a file says so, how they are found, and what they are made into."""
