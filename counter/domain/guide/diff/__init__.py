"""Differences between two versions of the guide, in words."""
