"""The page of the guide's lint."""
