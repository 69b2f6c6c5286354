"""Files that travel beside the entries: what is sent of itself, and how people take in what came."""
