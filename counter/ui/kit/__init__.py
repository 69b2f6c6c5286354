"""What several pages use: theme, background work, messages."""
