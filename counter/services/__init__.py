"""What a clerk does: one verb per file, one transaction each, Qt-free."""
