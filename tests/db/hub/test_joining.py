"""Joining a hub, joining it anew, another one, leaving it: each is an entry with who did it, and a line of 记录."""

from __future__ import annotations

import ssl
from hashlib import sha256
from pathlib import Path

import pytest

from counter.services.exchange.enrolment import enrolment_text
from tests.cli.shop import Said, counter, pin_file
from tests.db.hub.cluster import COUNTY, Hub
from tests.db.hub.test_round import PASSPHRASE, A, now, windows

pytestmark = pytest.mark.postgres
__all__ = ["windows"]


def told(profile: Path) -> list[tuple[str, str, list[str]]]:
    """The lines of 记录 about the hub: who, sentence, what is unusual but for the hour."""
    pin = pin_file(profile.parent, "9876", "supervisor")
    said = counter("records", "--by", "S01", "--pin-file", pin, "--data", profile, "--json")
    assert said.code == 0, said.err
    found = [one for one in reversed(said.json["records"]) if "汇聚库" in one["sentence"]]
    return [
        (one["who"], one["sentence"], [why for why in one["unusual"] if "办公时间" not in why])
        for one in sorted(found, key=lambda one: one["at"])
    ]


def join(profile: Path, hub: Hub, text: str = "") -> tuple[Said, str]:
    """Join by a new enrolment, or by that one; what was said, and the file."""
    file = profile.parent / "enrolment"
    file.write_text(text or enrolment_text(hub.enrol(A, county=COUNTY, again=True), PASSPHRASE))
    pin = pin_file(profile.parent, "9876", "supervisor")
    words = ("sync", "join", file, "--by", "S01", "--pin-file", pin, "--data", profile)
    return counter(*words, typed=f"{PASSPHRASE}\n"), file.read_text()


def test_that_joining_a_hub_is_on_record_with_its_host_fingerprint_and_who_did_it(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, _ = windows
    mark = sha256(ssl.PEM_cert_to_DER_cert(hub.cluster.ca)).hexdigest()
    [(who, sentence, unusual)] = told(one)
    assert (who, unusual) == ("S01", [])
    assert sentence.startswith("接上了汇聚库 localhost（")
    assert A in sentence
    assert mark[:16] in sentence

    said, file = join(one, hub)
    assert said.code == 0, said.err
    assert told(one)[-1][1].startswith("换了汇聚库的登记文件：localhost")
    assert join(one, hub, file)[0].code == 0
    assert len(told(one)) == 2  # the same again says nothing new

    hub.sql("UPDATE hub.identity SET hub = gen_random_uuid()")
    assert join(one, hub)[0].code == 0
    assert told(one)[-1][2] == ["换到了另一个汇聚库"]
    assert now(one).json["complete"]
    assert counter("check", "--data", one).code == 0


def test_that_leaving_a_hub_keeps_what_it_has_not_and_is_on_record(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, _ = windows
    pin = pin_file(one.parent, "9876", "supervisor")
    leave = ("sync", "leave", "--by", "S01", "--pin-file", pin, "--data", one, "--reason")
    clerk = pin_file(one.parent, "1234", "clerk")
    refused = counter(
        "sync", "leave", "--by", "W01", "--pin-file", clerk, "--data", one, "--reason", "想断开"
    )
    assert refused.code != 0
    assert (one / "hub.key").exists()
    assert "理由" in counter(*leave, " ").err
    done = counter(*leave, "改用U盘上报", "--json")
    assert done.code == 0, done.err
    assert done.json["waiting"] > 0
    assert not (one / "hub.key").exists()
    who, sentence, unusual = told(one)[-1]
    assert (who, unusual) == ("S01", ["不再上报"])
    assert f"{done.json['waiting']} 条没有上报" in sentence
    assert "改用U盘上报" in sentence
    assert counter("sync", "status", "--data", one, "--json").json["tone"] == "absent"
    assert "没有接汇聚库" in counter(*leave, "再断一次").err

    assert join(one, hub)[0].code == 0
    assert now(one).json["complete"]
    assert counter("sync", "status", "--data", one, "--json").json["tone"] == "good"


def test_that_a_lost_enrolment_is_red_until_a_new_one_is_taken_in(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, _ = windows
    assert now(one).json["complete"]
    (one / "hub.key").unlink()
    status = counter("sync", "status", "--data", one, "--json").json
    assert status["tone"] == "bad"
    assert "hub.key 不见了" in status["words"]
    assert any("再收一次" in line["to_do"] for line in status["matters"])
    assert join(one, hub)[0].code == 0
    assert now(one).json["complete"]
    assert counter("sync", "status", "--data", one, "--json").json["tone"] == "good"
