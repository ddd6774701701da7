"""The commands of stores."""
