"""Composition root: builds all parts and passes them to the window and the command line."""
