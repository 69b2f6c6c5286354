"""Services of the bureau that writes, checks and publishes the guide."""
