"""Integrity check of a profile."""
