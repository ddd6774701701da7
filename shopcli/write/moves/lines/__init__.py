"""Lines of a record that are told word for word."""
