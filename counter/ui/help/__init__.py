"""Help from where one stands: the keys that are bound, the manual, notices, hints, about; loaded when asked for."""
