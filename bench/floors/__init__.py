"""Floors: the least that anybody could do for the same result, at most 15 lines each."""
