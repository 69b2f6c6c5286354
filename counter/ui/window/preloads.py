"""What a clerk's window makes ready while nobody types: the modules of its pages, and the pages that would not stand
within a tenth of a second when they are opened first (decision 0086). The others are made then: each keeps 1 to 3 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from counter.domain.people.identity import normalise_name
from counter.domain.text import printable
from counter.ui.frame.paged_frame import ReadsAhead
from counter.ui.frame.rehearsal import rehearse

if TYPE_CHECKING:
    from counter.ui.frame.preloading import Step
    from counter.ui.hall.page import HallPage
    from counter.ui.window.lazy_pages import LazyPages


MODULES = (
    *("counter.services.tasks.list_by_case", "counter.services.case.deem_accepted", "counter.ui.tasks.page"),
    *("counter.db.rows.case_filter", "counter.services.ledger.find_cases", "counter.ui.case.find_case"),
    *("counter.domain.case.lateness", "counter.services.exchange.case_standing"),
    *("counter.domain.case.acts.offers_here", "counter.ui.case.case_detail", "encodings.gb18030"),
    *("counter.db.rows.result_rows", "counter.services.results.shelf"),
    *("counter.ui.results.page", "counter.ui.facades.results"),
    *("counter.ui.rounds.page", "counter.ui.facades.rounds", "counter.services.rounds.all_rounds"),
    "counter.ui.papers.verify",
    *("counter.services.guide.problems", "counter.ui.facades.reading", "counter.ui.guide.page"),
    *("counter.services.day.hand_over_shift", "counter.ui.day.day_page"),
    *("counter.services.ledger.read", "counter.domain.case.fold.joined", "counter.db.rows.ledger_rows"),
    *(
        "counter.services.ledger.trends",
        "counter.services.ledger.template_file",
        "counter.db.rows.board_rows",
    ),
    *("counter.ui.ledger.page", "counter.ui.facades.ledger"),
    *("counter.ui.facades.hall", "counter.ui.hall.register_page", "counter.ui.hall.page"),
    *("counter.services.reminders.list_calls", "counter.ui.reminders.page", "counter.ui.facades.reminders"),
)
"""Modules that pages and their first readings import, in the order in which pages are likely to be opened."""


def preloads(pages: LazyPages) -> Iterator[Step]:
    """Step by step, each some 5 to 40 ms of the processor."""
    for module in MODULES:
        yield partial(import_module, module)
    yield printable.prepare
    yield partial(normalise_name, "")  # compiles what it looks for, at the first name
    for name in ("todo", "find_case"):
        yield partial(pages.page, name)
    yield lambda: pages.find_case.detail
    yield partial(pages.page, "ledger")
    yield lambda: cast("HallPage", pages.page("hall")).build_first()


def readings_ahead(pages: LazyPages) -> Iterator[Step]:
    """What these pages list is listed before they are opened first, and painted in the room that the rail leaves."""
    for name in ("todo", "find_case", "hall", "ledger"):
        page = pages.page(name)
        if isinstance(page, ReadsAhead):
            yield page.read_ahead
        yield partial(rehearse, page, pages.room, again=True)
    yield partial(rehearse, pages.find_case.detail, pages.room, again=True)
