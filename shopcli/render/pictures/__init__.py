"""Products' pictures on a terminal, by the best way that it has."""
