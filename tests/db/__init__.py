"""The journal on real encrypted files."""
