"""Whole visits, and what must survive them: power cuts, two programs at once, prying eyes."""
