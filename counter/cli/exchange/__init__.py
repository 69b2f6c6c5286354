"""Commands of the exchange between stations."""
