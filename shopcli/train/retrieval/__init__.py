"""What brings needs to things is trained here."""
