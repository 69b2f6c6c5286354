"""A guide pack carries the head of the bureau's journal, which each window keeps and which finds it rewritten."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from counter.domain.guide.pack import HEADER, VOUCHER
from counter.domain.journal.stated_heads import MEMBER, heads_of
from counter.domain.papers.verify.evidence import EvidenceStanding
from counter.services.context.app import AppContext
from counter.services.guide.import_pack import import_guide
from counter.services.keys.stated_heads import known_heads
from counter.services.papers.compare_evidence import Given, compare_evidence
from tests.services.bureau import Bureau, bureau_on, window_on
from tests.services.guide.test_hostile_guide_pack import zipped
from tests.services.office import FRIDAY, SetClock


def test_that_a_pack_carries_the_head_that_binds_its_publication(tmp_path: Path) -> None:
    clock = SetClock(FRIDAY)
    with bureau_on(tmp_path / "bureau", clock) as bureau, window_on(tmp_path / "window", clock) as window:
        bureau.believed_by(window)
        _carried(bureau, window)


def _carried(bureau: Bureau, window: AppContext) -> None:
    number = bureau.release("我要开丁店").number
    pack, who = bureau.pack(number), bureau.who()
    assert bureau.pack(number) == pack
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    values = json.loads(parts[HEADER])
    (head,) = heads_of(values)
    forged = {**values, MEMBER: {**values[MEMBER], VOUCHER: "00" * 64}}
    older = {name: value for name, value in values.items() if name != MEMBER}
    for header in (forged, older):  # taken in all the same, and no head is kept
        import_guide(window, zipped({**parts, HEADER: json.dumps(header).encode()}), who)
        assert known_heads(window.journal) == ()
    assert import_guide(window, pack, who).warning == ""
    assert known_heads(window.journal) == (head,)
    (found,) = compare_evidence(bureau.app, [Given("a.指南包", content=pack)])
    assert (found.standing, found.seq) == (EvidenceStanding.AGREES, head.seq)
