"""Floors: the least work for the same result, at most 15 lines each."""
