"""Measuring: what an index answers, which of two settings is better, and what shoppers look for in vain."""
