"""The print queue of the system."""
