"""Weights and what runs them: where they come from, text to vectors, text from text."""
