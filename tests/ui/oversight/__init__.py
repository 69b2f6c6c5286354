"""The window of the 值班主管室."""
