"""Count what one accept runs through, from the facade to the durable entry: files, functions, switches of file.

Run with the project's environment: ``python -P -m tools.trace_accept [--tree DEPTH | --crossings]``. A switch is a
call from a function of one file of the program to a function of another; a crossing is such a call counted once,
however often it happens: what a reader has to follow. ``--tree``: the call tree in the order of running, to that
depth: the order to read it in. ``--crossings``: each of them, the most frequent first.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import CodeType, FrameType

PACKAGE = Path(__file__).resolve().parent.parent / "counter"


@dataclass
class Call:
    """A function and its callees, each once, in the order of their first calls."""

    code: CodeType | None = None
    calls: dict[CodeType, Call] = field(default_factory=dict)

    def tree(self, depth: int, indent: str = "") -> Iterator[str]:
        """Lines of the call tree to that depth; comprehensions and other anonymous functions are attributed to their
        callers.
        """
        for code, call in self.calls.items():
            named = "<" not in code.co_qualname
            if named:
                yield f"{indent}{_name(code)}"
            if depth > 1 or not named:
                yield from call.tree(depth - named, indent + "    " * named)


@dataclass
class Trace:
    """The recorded calls. ``crossings``: (caller, callee) in two files → how often."""

    functions: set[CodeType] = field(default_factory=set)
    crossings: Counter[tuple[str, str]] = field(default_factory=Counter)
    top: Call = field(default_factory=Call)
    _stack: list[Call] = field(default_factory=list)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """``sys.setprofile``'s hook."""
        code = frame.f_code
        if event not in ("call", "return") or not code.co_filename.startswith(str(PACKAGE)):
            return
        if event == "return":
            del self._stack[-1:]
            return
        self.functions.add(code)
        caller = self._stack[-1] if self._stack else self.top
        if caller.code is not None and caller.code.co_filename != code.co_filename:
            self.crossings[_name(caller.code), _name(code)] += 1
        self._stack.append(caller.calls.setdefault(code, Call(code)))

    @property
    def summary(self) -> str:
        """One line."""
        files = {code.co_filename for code in self.functions}
        return (
            f"{len(files)} files, {len(self.functions)} functions, "
            f"{self.crossings.total()} switches of file, {len(self.crossings)} crossings"
        )


def _name(code: CodeType) -> str:
    return f"{Path(code.co_filename).relative_to(PACKAGE)}:{code.co_qualname}"


def trace_accept() -> Trace:
    """File a birth's bundle of 12 materials on a demo profile twice; the trace of the second time."""
    from bench.accept import ANSWERS, BUNDLE
    from bench.profiles import demo_profile
    from counter.domain.visit.filing_mode import FilingMode
    from counter.domain.visit.received import all_received
    from counter.domain.visit.visit import Visit
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade
    from tests.facades import facade_of
    from tests.journeys.people import applicant

    trace, clerk = Trace(), Clerk("W01", "")
    with demo_profile() as profile:
        facade = facade_of(WindowFacade, profile)
        facade.ready()
        for serial in range(2):
            visit = Visit(BUNDLE, ANSWERS, applicant=applicant(serial), begun_at=facade.now())
            visit = replace(visit, brought=all_received(facade.assess(visit).checklist, {}))
            sys.setprofile(trace if serial else None)
            try:
                facade.file(visit, FilingMode.DECIDE, clerk, None)
            finally:
                sys.setprofile(None)
        facade.close()
    return trace


def main() -> int:
    """Trace and print."""
    parser = ArgumentParser(prog="python -P -m tools.trace_accept")
    parser.add_argument("--tree", type=int, default=0, metavar="DEPTH")
    parser.add_argument("--crossings", action="store_true")
    args = parser.parse_args()
    trace = trace_accept()
    for line in trace.top.tree(args.tree) if args.tree else ():
        print(line)
    for (caller, callee), times in trace.crossings.most_common() if args.crossings else ():
        print(f"{times:5}  {caller} → {callee}")
    print(trace.summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
