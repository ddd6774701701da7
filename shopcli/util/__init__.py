"""What every floor uses and knows nothing of shopping: lazy imports and patterns, threads, timing, atomic files."""
