"""A profile's folder: making and opening it."""
