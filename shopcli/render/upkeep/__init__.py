"""What whoever keeps a catalog is told: what changed in it, and what the shop's own rules do."""
