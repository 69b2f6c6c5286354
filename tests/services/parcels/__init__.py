"""Files that travel beside the entries, at their two ends."""
