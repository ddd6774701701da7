"""What each column of a catalog is: by its name, by its values, and by its place beside others."""
