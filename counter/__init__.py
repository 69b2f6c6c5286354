"""counter: the desktop program at the “一件事一次办” window."""
