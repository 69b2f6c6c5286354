"""The proof that a profile is whole."""
