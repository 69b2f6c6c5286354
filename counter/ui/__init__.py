"""What is seen: the clerk's window. Pages arrange widgets and never decide; the house is behind ``WindowFacade``."""
