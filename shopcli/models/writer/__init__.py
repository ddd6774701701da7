"""Language models that write: in this process, or behind a server."""
