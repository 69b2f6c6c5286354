"""Settings of the process itself."""
