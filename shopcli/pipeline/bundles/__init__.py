"""Several things, one budget: a request in roles, the candidates of each, and the set that is best within what holds for all."""
