"""A document laid out on pages and painted as PDF."""
