"""Practising in a training profile: making it, its clock, its lessons, and who did which."""
