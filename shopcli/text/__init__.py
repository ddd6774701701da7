"""What words mean in any catalog: money, units, yes and no, plurals, scripts, text that is safe to show."""
