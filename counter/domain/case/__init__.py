"""A filed case (办件): its events, its state, its history."""
