"""What the program's lists show on a day, put as the oracle puts it: read by the services that the pages read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date

from counter.domain.case.archive.profile import ArchiveProfile
from counter.domain.case.reminders.texts import ReminderTexts
from counter.domain.case.stages import line_words, stages_of
from counter.domain.tasks.delivery import delivered
from counter.services.archive.list_files import list_files
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.up_to_date import current_ledger
from counter.services.reminders.list_calls import list_calls
from counter.services.results.shelf import shelf
from counter.services.rounds.holders import who_holds
from counter.services.rounds.waiting import to_fetch, unsigned_slips
from counter.services.tasks.list_tasks import count_tasks, list_tasks
from tests.journeys.lives.window import Window

Rows = Mapping[str, object]


class Seen:
    """Every list of one day, by life. Each case is read once: nothing is written while the lists are looked at."""

    def __init__(self, window: Window, profile: ArchiveProfile, texts: ReminderTexts) -> None:
        self.window, self.app = window, window.app
        self.profile, self.texts = profile, texts
        self.cases = {name: window.case(name) for name in window.cases}
        self.of_number = {case.number: name for name, case in self.cases.items()}
        self.of_case = {case: name for name, case in window.cases.items()}

    def todo(self) -> tuple[dict[str, Counter[tuple[str, str, str]]], Counter[str]]:
        """Of each life, and the window's own."""
        found: dict[str, Counter[tuple[str, str, str]]] = {name: Counter() for name in self.of_case.values()}
        own: Counter[str] = Counter()
        rows = list_tasks(self.app)
        for row in rows:
            if not row.number:
                own[row.kind.label] += 1
                continue
            title = row.words.partition("《")[2].partition("》")[0]
            about = title or row.item
            if row.kind.label == "流转待签收":
                about = "物料流转单（汇总）"
            elif row.kind.label in ("待告知", "原件在部门", "交接不符") or (
                row.kind.label == "材料待退还" and not row.item
            ):
                about = ""
            day = row.day.isoformat() if row.day else ""
            found[self.of_number[row.number]][row.kind.label, about, day] += 1
        assert count_tasks(self.app).total == len(rows)
        return found, own

    def shelf(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str, bool, int]]:
        """Person → what lies here, what waits to be sent, since when, red, calls."""
        found = shelf(self.app)
        return {
            one.name: (
                tuple(sorted(one.results)),
                tuple(sorted(one.to_send)),
                one.since.isoformat() if one.since else "",
                one.red,
                one.calls,
            )
            for one in found.people
        }

    def calls(self) -> tuple[bool, dict[str, frozenset[str]]]:
        """Whether anybody may be called, and life → what about."""
        found = list_calls(self.app, self.texts)
        return found.open, {self.of_case[one.case]: frozenset(one.about.split("、")) for one in found.rows}

    def custody(self) -> dict[str, set[tuple[str, str, int, bool]]]:
        found: dict[str, set[tuple[str, str, int, bool]]] = {}
        for one in who_holds(self.app).papers:
            mine = found.setdefault(self.of_case[one.case], set())
            mine.add((one.line, one.holder.label, one.originals, one.red))
        return found

    def rounds(self) -> tuple[dict[str, date], set[tuple[str, str]]]:
        """Life → day of the slip that nobody signed; (life, item) of certificates to fetch."""
        slips = {self.of_case[c.case]: slip.day for slip in unsigned_slips(self.app) for c in slip.cases}
        waiting = (c for organ in to_fetch(self.app) for c in organ.cases)
        return slips, {(self.of_case[c.case], item) for c in waiting for item, _ in c.certificates}

    def papers(self, name: str) -> Counter[tuple[str, bool, bool, bool]]:
        """(title, out, sealed, served) of what is in force."""
        binding = [p for p in self.cases[name].papers if p.stage.binding]
        return Counter((p.title, p.copies > 0, p.stamped, p.serving is not None) for p in binding)

    def stages(self) -> dict[str, str]:
        return {name: line_words(stages_of(case, delivered)) for name, case in self.cases.items()}

    def ledger(self) -> dict[str, dict[str, tuple[str, ...]]]:
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        span = LedgerSpan(date(2026, 11, 1), self.window.today)
        for line in current_ledger(self.app).lines(None, span, self.app.calendar, None):
            row = line.row
            found.setdefault(self.of_case[row.case], {})[row.item] = tuple(
                "" if one is None else str(one)
                for one in (
                    *(row.result, row.accepted_on, row.accepted_how, row.ended_on, row.delivered_on),
                    *(row.delivered_way, row.rounds, row.gaps, row.gap_due, row.gaps_in_on, row.visits),
                )
            )
            assert isinstance(json.loads(row.certificates), list)
        return found

    def archive(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Life → how far it is on its way to the archive, and the labels of what stops it."""
        stages = None
        return {
            self.of_case[row.case]: (
                row.stage.label,
                frozenset(one.words.partition("：")[0] for one in row.lacks if one.stops),
            )
            for row in list_files(self.app, self.profile, stages)
        }

    def held(self) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, str, str]]]:
        """What the 日结 counts by: (life, originals), (life, certificate, place)."""
        things = self.app.journal.held()
        originals: Counter[tuple[str, int]] = Counter()
        sums: Counter[str] = Counter()
        for one in things.originals():
            sums[self.of_number[one.number]] += one.count
        for name, count in sums.items():
            originals[name, count] += 1
        code = self.app.journal.station().code
        certificates = Counter(
            (self.of_number[one.number], one.name, one.place) for one in things.certificates(code)
        )
        return originals, certificates
