"""The demo hall."""
