"""Benchmarks: what the program reaches, measured beside its floor in the same run (DESIGN §9)."""
