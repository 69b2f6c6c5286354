"""Papers at the window: preview, printing, verification."""
