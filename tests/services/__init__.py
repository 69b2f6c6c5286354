"""Services on a real profile: one verb, one transaction, one file on disk."""
