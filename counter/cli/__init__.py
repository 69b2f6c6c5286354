"""Command line for operators, imports and tests, on the same services as the window (DESIGN §8)."""
