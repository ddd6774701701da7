"""What a conversation asks of the catalog beside searches."""
