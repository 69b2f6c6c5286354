"""Columns and panels of the page of a visit."""
