"""A crash leaves no picture of the memory: the names that were typed and the keys stand in it as plain text."""

from __future__ import annotations

import subprocess
import sys

import pytest

CRASH = """
import resource, sys
from counter.__main__ import main
sys.argv = ["counter", "guide", "fly"]
try:
    main()
except SystemExit:
    pass
print(*resource.getrlimit(resource.RLIMIT_CORE))
print(open("/proc/self/coredump_filter").read().strip("0\\n") if sys.platform == "linux" else "")
"""


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps its own reports and asks the administrator"
)
def test_that_a_program_that_came_in_by_the_front_door_writes_no_core_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASH], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["0", "0"]
