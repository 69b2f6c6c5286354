"""The page of the guide's versions, and imported files."""
