"""The languages that requests are understood in: a folder each, and what a language brings."""
