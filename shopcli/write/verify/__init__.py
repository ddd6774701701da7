"""Whether a sentence is true of the record, decent, and says what was planned."""
