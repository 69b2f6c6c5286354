"""Where papers are brought afterwards: this window, or any of the county once they share cases (任一窗口可补正)."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.hall.jurisdiction import Jurisdiction

HERE = "本窗口"
"""As long as windows do not share cases."""

ANY_WINDOW = "本旗县任一政务服务窗口"
"""Once they do."""


def any_window(jurisdiction: Jurisdiction) -> bool:
    """True where papers say that any window of the county takes what is brought afterwards."""
    return jurisdiction.wording.get("bring_to") == ANY_WINDOW


def sharing(jurisdiction: Jurisdiction) -> Jurisdiction:
    """The same rules at a window whose cases the county's others know.

    A hall that has named the place in words of its own keeps them.
    """
    if jurisdiction.wording.get("bring_to", HERE) != HERE:
        return jurisdiction
    return replace(jurisdiction, wording={**jurisdiction.wording, "bring_to": ANY_WINDOW})
