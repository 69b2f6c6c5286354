"""The page 日结: the day's figures, what is counted by hand, the shift that is handed over."""
