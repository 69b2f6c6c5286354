"""Services of a visit: file it, find duplicates, give a guide sheet."""
