"""Where the parts of an index lie: one interface, and a store for each place."""
