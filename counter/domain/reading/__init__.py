"""The guide as lines for the reading page."""
