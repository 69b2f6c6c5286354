"""The window prints on a real print system."""
