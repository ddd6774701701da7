"""Building an index with many workers: who reads a catalog's files, and who embeds its texts."""
