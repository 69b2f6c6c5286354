"""One small widget per file, named for what the clerk sees."""
