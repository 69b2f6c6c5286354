"""The form of an act, and its common fields."""
