"""The commands and their options: parse, call, render; no logic."""
