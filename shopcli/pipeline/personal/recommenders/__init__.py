"""Recommenders from purchases: item to item, factors, sequences, neighbours, texts, and their blend."""
