"""Editing a guide library, one edit at a time."""
