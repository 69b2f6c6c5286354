"""Edits of a guide library, one at a time."""
