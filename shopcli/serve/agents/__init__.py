"""What shopping agents call: the catalog capability of the Universal Commerce Protocol, checked advice, and their server."""
