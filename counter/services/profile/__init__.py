"""Setting a profile up: the first window of a hall, and further windows that join it."""
