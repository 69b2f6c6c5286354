"""A filed case at the window."""
