"""The guide laid out for reading."""
