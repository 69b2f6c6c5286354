"""Ledger and report (台账、月报): rows listed and counted, files made, a report handed in and kept as it was."""
