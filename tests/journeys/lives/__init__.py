"""Twenty cases of thirteen bundles lived to their end, and an oracle that says what every list must say on a day."""
