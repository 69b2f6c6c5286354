"""Backups: a consistent copy of the profile in one encrypted, signed file, and the profile restored from it."""
