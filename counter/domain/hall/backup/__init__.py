"""Backups of a window's profile (备份): what one states of itself, which are kept, what a restored one has lost."""
