"""The second door: commands for operators, imports and tests, on the window's own services (DESIGN §8)."""
