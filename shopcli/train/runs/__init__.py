"""What every training run leaves behind: a folder, its manifest, its curves."""
