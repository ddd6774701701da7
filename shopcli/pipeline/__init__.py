"""What joins two stages: linking words to the catalog, search, ranking, answers about catalog and products."""
