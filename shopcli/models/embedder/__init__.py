"""Text to vectors: the fast path on a CPU, sentence-transformers elsewhere."""
