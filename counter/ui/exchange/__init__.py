"""上报: the exchange with the hub, as a window shows and starts it."""
