"""Windows on real files that write, exchange, break and are put back, and a model of who saw what."""
