"""Orders that name a field of numbers by its meaning: which fields there are, what they say, and which of them words mean."""
