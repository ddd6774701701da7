"""What words mean in any catalog: money, units, plurals, scripts, tokens, what is denied, text that is safe to show."""
