"""The commands of whoever keeps a catalog: the shop's own rules, what changed, and what is watched."""
