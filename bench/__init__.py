"""Benchmarks: the program measured beside a floor in the same run (DESIGN §9)."""
