"""Voices and recognisers: what reads a text aloud and what hears one, each a program or weights of its own."""
