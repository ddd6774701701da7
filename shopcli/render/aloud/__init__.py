"""What is shown, for those who have it read aloud: fewer words, one thing after the other."""
