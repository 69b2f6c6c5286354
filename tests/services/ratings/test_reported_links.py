"""What a window reports says nothing of who rated: of ratings only links travel, the same number of them whatever was
chosen (docs/decisions/0012)."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from counter.domain.journal.exchange.batch import WithheldEntry, pack_batch
from counter.services.exchange.own_batches import own_batches
from counter.services.ratings.close import close_ratings
from tests.services.rated import ANONYMOUS, NAMED, rated_on


def test_that_the_links_between_two_visits_do_not_tell_what_was_chosen(tmp_path: Path) -> None:
    with rated_on(tmp_path / "profile") as rated:
        for choice in (NAMED, ANONYMOUS, None):  # the last one: 不评价
            rated.rate(choice)
        rated.invite(rated.case())
        rated.wait()  # nobody pressed anything
        cut = rated.case()
        rated.invite(cut)
        close_ratings(rated.app, cut.id, by="W01")
        rated.case()
        batches = list(own_batches(rated.app))
        entries = [entry for batch in batches for entry in batch.entries]
        kinds = ["" if isinstance(entry, WithheldEntry) else entry.kind for entry in entries]
        first = kinds.index("case.opened")
        links = [len(list(run)) for is_link, run in groupby(kinds[first:], lambda kind: not kind) if is_link]
        assert links == [3] * 5
        assert not any(kind.startswith("rating") for kind in kinds)
        assert all(b"rating" not in pack_batch(batch).replace(b"rating_key", b"") for batch in batches)
