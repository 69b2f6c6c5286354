"""Exchange with other stations: own batches to report, and taking in those of others."""
