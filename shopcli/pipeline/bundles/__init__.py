"""Several things, one budget: a request in roles, the candidates of each, and the best set within what holds for all."""
