"""Commands on the guide at the window."""
