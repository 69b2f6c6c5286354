"""The fakes behind the window's pages take what the real desks take; nothing else tells when one of them changed."""

from __future__ import annotations

import inspect

import pytest

from counter.ui.desks.applicant import PadDesk
from counter.ui.desks.reading import ReadingDesk
from counter.ui.desks.versions import VersionsDesk
from counter.ui.desks.window import Desk
from tests.ui.fake_desk import FakeDesk
from tests.ui.fake_pad import FakePad
from tests.ui.fake_reading import FakeReading
from tests.ui.fake_versions import FakeVersions

INSIDE = {"close", "stop", "remember", "log_light"}
"""What desks ask of each other, and bootstrap of them."""


@pytest.mark.parametrize(
    ("fake", "real"),
    [(FakeDesk, Desk), (FakePad, PadDesk), (FakeReading, ReadingDesk), (FakeVersions, VersionsDesk)],
)
def test_that_a_fake_is_asked_as_the_real_one_is(fake: type, real: type) -> None:
    for name, member in vars(real).items():
        if inspect.isfunction(member) and not name.startswith("_") and name not in INSIDE:
            asked = inspect.signature(member).parameters.values()
            taken = inspect.signature(getattr(fake, name)).parameters.values()
            assert [(p.name, p.default) for p in taken] == [(p.name, p.default) for p in asked], name
