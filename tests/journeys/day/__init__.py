"""A day of a hall of many windows, driven by keys in real windows with everything that may go wrong between them."""
