"""The guides of a profile."""
