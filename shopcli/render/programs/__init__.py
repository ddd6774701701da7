"""What programs and other tools read: schemas, views, and answers as Markdown, CSV, ids and plain tables."""
