"""Learning from any catalog: requests made from its facts, graded searches where there are some, weights that rank."""
