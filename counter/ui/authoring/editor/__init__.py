"""The editor of the guide."""
