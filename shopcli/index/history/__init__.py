"""What changed from one indexing to the next: a short history that each index carries on from the one before.

differences   two records of one product, field by field
runs          the history itself: one line of JSON a run, bounded
net           several runs as one: what is no other than it was at first is no change
"""
