"""Lint of a guide: every article of the measures and every indicator is a check with its source."""
