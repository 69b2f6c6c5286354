"""Commands of ledger and report."""
