"""Working days and the yearly holiday arrangements behind them."""
