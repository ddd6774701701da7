"""One writer for two tasks: which product a need is for, and what is said of it."""
