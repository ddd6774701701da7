"""The forms that catalogs come in: files found, decoded, and read as rows."""
