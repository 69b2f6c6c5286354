"""Pages arrange widgets; they never decide."""
