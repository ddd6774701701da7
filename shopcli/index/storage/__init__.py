"""Files of an index: arrays, manifest, integrity, what goes on from the index before."""
