"""What is said after the first request: refinements, references, questions about what is shown."""
