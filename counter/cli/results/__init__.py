"""Commands of results as things."""
