"""Lists of materials pasted from elsewhere."""
