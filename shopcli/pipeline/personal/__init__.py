"""What is learned of the people who shop: their history, what goes by it, and what they said of themselves."""
