"""The clerk's window: pages together."""
