"""Commands of the guide bureau."""
