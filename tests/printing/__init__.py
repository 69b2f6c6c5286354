"""How papers must come out, as rules."""
