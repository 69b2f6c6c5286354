"""Tests are imported as tests.…: shared pieces are tests.builders, tests.fakes."""
