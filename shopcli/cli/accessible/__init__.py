"""Help and usage errors for those who listen: lines of ``name: value`` instead of typer's boxes and columns."""
