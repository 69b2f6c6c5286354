"""Fonts, line breaking, text setting."""
