"""What is measured twice: by the clock, and of the processor, which says it where others use the machine too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Spent:
    """Milliseconds of each time, both ways."""

    def __init__(self) -> None:
        self.elapsed: list[float] = []
        self.processor: list[float] = []

    @contextmanager
    def once(self) -> Iterator[None]:
        """Measure what is done inside."""
        begun, worked = time.perf_counter(), time.process_time()
        yield
        self.processor.append((time.process_time() - worked) * 1000)
        self.elapsed.append((time.perf_counter() - begun) * 1000)
