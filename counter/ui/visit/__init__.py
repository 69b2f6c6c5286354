"""The page of a visit, from search to filing."""
