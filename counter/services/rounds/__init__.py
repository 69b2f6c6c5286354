"""Rounds of custody: one slip over all papers of an organ, signed, fetched back, and who holds what."""
