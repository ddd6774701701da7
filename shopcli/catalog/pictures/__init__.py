"""Products' pictures: the files that a catalog names, found beside it and opened as what they are, untrusted bytes."""
