"""Commands and options of speech: what is read aloud, and what is heard."""
