"""Services of a filed case, one for each act."""
