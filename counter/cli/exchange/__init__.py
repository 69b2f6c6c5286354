"""Commands of the exchange with other windows and the hall."""
