"""Panels of the editor."""
