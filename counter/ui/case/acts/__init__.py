"""The forms of everything that can be done with a filed case: one act, one file."""
