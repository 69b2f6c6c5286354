"""What stands across the pages of a profile without effect (L14), and how its settings are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.hall.banner import banner_of
from counter.domain.hall.events import configured
from counter.domain.hall.hall import hall_from
from counter.domain.journal.codec import write
from tests.settings import demo_hall


@pytest.mark.parametrize(
    ("demo", "training", "words"),
    [(False, False, ""), (True, False, "演示 无效"), (True, True, "培训 无效"), (False, True, "培训 无效")],
)
def test_that_a_training_profile_never_passes_for_a_demo_or_for_the_hall(
    words: str, *, demo: bool, training: bool
) -> None:
    assert banner_of(demo=demo, training=training) == words
    assert replace(demo_hall(), demo=demo, training=training).banner == words


def test_that_training_is_kept_and_old_settings_keep_their_bytes() -> None:
    plain, training = demo_hall(), replace(demo_hall(), training=True)
    assert "training" not in write(configured(plain))
    assert write(configured(training))["training"] is True
    assert hall_from(write(configured(training)), kept=True).training
    assert not hall_from(write(configured(plain)), kept=True).training


def test_that_a_hall_file_makes_no_training_profile() -> None:
    assert not hall_from({**write(configured(demo_hall())), "training": True}).training
