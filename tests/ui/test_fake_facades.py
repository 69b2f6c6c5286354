"""The fakes behind the window's pages take what the real desks take; nothing else tells when one of them changed."""

from __future__ import annotations

import inspect

import pytest

from counter.ui.facades.applicant import ScreenFacade
from counter.ui.facades.reading import ReadingFacade
from counter.ui.facades.versions import VersionsFacade
from counter.ui.facades.window import WindowFacade
from tests.ui.fake_facade import FakeFacade
from tests.ui.fake_pad import FakePad
from tests.ui.fake_reading import FakeReading
from tests.ui.fake_versions import FakeVersions

INSIDE = {"close", "stop", "remember", "log_light"}
"""What desks ask of each other, and bootstrap of them."""


@pytest.mark.parametrize(
    ("fake", "real"),
    [
        (FakeFacade, WindowFacade),
        (FakePad, ScreenFacade),
        (FakeReading, ReadingFacade),
        (FakeVersions, VersionsFacade),
    ],
)
def test_that_a_fake_is_asked_as_the_real_one_is(fake: type, real: type) -> None:
    for name, member in vars(real).items():
        if inspect.isfunction(member) and not name.startswith("_") and name not in INSIDE:
            asked = inspect.signature(member).parameters.values()
            taken = inspect.signature(getattr(fake, name)).parameters.values()
            assert [(p.name, p.default) for p in taken] == [(p.name, p.default) for p in asked], name
