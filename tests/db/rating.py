"""A program whose applicants rate as fast as it can write, naming each only when it is durable. Run, then killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from counter.domain.ratings.sealed_box import mark_of
from counter.services.context.ports import RatingSlot
from tests.db import toy


def main() -> None:
    """``rating FOLDER``: one line on stdout for each choice."""
    journal = toy.open_journal(Path(sys.argv[1]))
    for number in range(10_000):
        sealed = number.to_bytes(8, "big") * 518
        nothing = bytes(reversed(sealed))
        slot = RatingSlot(
            f"c{number}", f"{number:064x}", "受理环节", "W01", "2026", "2026", nothing, mark_of(nothing)
        )
        with journal.transaction() as tx:
            tx.put_rating_slot(slot)
            tx.put_anonymous_box("2026-11-20", nothing)
            tx.commit()
        journal.clear_page_log()
        with journal.transaction() as tx:
            assert tx.fill_rating_slot(slot, sealed, sealed)
            tx.commit()
        os.write(1, f"{number}\n".encode())
        journal.clear_page_log()


if __name__ == "__main__":
    main()
