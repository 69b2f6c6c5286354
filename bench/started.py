"""Passes the parent's clock to the measured process; CLOCK_MONOTONIC is the same for both."""

from __future__ import annotations

STARTED = "BENCH_STARTED"
"""The environment variable with the parent's monotonic nanoseconds."""
