"""Lists with search hits."""
