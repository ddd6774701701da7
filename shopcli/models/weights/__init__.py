"""Where weights come from, their hashes, the device."""
