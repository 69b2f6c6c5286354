"""The page of the guide's versions, and files taken in."""
