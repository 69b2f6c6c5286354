"""The print system's language: what is asked can be read back, and no answer makes the reader hang or guess."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.errors import WorldTrouble
from counter.printing.spool import ipp
from counter.printing.spool.print_server import server
from counter.printing.spool.spool import CupsQueue
from counter.services.context.print_queue import PrintUnsure


def told(*groups: bytes, status: int = 0) -> bytes:
    return struct.pack(">BBHI", 2, 0, status, 1) + b"".join(groups) + b"\x03"


def attribute(tag: int, label: str, raw: bytes) -> bytes:
    return struct.pack(">BH", tag, len(label)) + label.encode() + struct.pack(">H", len(raw)) + raw


def test_that_an_answer_is_read_with_all_its_values() -> None:
    content = told(
        b"\x01" + attribute(0x47, "attributes-charset", b"utf-8"),
        b"\x02"
        + attribute(0x21, "job-id", struct.pack(">i", 12))
        + attribute(0x23, "job-state", struct.pack(">i", 5))
        + attribute(0x44, "job-state-reasons", b"job-printing")
        + attribute(0x44, "", b"processing-to-stop-point")
        + attribute(0x22, "job-preserved", b"\x01")
        + attribute(
            0x36, "job-name", struct.pack(">H", 5) + b"zh-cn" + struct.pack(">H", 6) + "文书".encode()
        )
        + attribute(0x13, "nothing", b""),
        b"\x02" + attribute(0x21, "job-id", struct.pack(">i", 13)),
    )
    assert ipp.answer(content) == (
        0,
        [
            {
                "job-id": [12],
                "job-state": [5],
                "job-state-reasons": ["job-printing", "processing-to-stop-point"],
                "job-preserved": [True],
                "job-name": ["文书"],
            },
            {"job-id": [13]},
        ],
    )


def test_that_a_question_is_read_back_as_it_was_asked() -> None:
    job = {"media": ipp.keyword("iso_a4_210x297mm"), "fit-to-page": ipp.flag(False), "copies": ipp.number(1)}
    content = ipp.question(ipp.Operation.PRINT_JOB, {"requesting-user-name": ipp.name("窗口")}, job)
    assert ipp.answer(content)[1] == [{"media": ["iso_a4_210x297mm"], "fit-to-page": [False], "copies": [1]}]


@given(st.binary(max_size=300))
def test_that_any_bytes_are_an_answer_or_a_value_error(content: bytes) -> None:
    try:
        ipp.answer(content)
    except ValueError:
        return


@given(st.integers(0, 10_000))
def test_that_a_cut_answer_is_no_answer(cut: int) -> None:
    whole = told(b"\x02" + attribute(0x44, "job-state-reasons", b"job-printing"))
    with pytest.raises(ValueError, match="not an answer"):
        ipp.answer(whole[: cut % len(whole)])


def test_that_the_print_system_is_looked_for_where_cups_looks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CUPS_SERVER", "print.hall:8631/version=1.1")
    assert server().address == "print.hall:8631"
    monkeypatch.delenv("CUPS_SERVER")
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text("# ours\nServerName /tmp/other.sock\n", encoding="utf-8")
    assert server().address == "/tmp/other.sock"
    assert server().local


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", b"hello\r\n\r\n"])
def test_that_something_else_at_the_door_is_told_as_no_answer(
    monkeypatch: pytest.MonkeyPatch, reply: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            for _ in range(2):
                caller, _ = door.accept()
                with caller:
                    caller.recv(65536)
                    caller.sendall(reply)

        serving = threading.Thread(target=serve)
        serving.start()
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{door.getsockname()[1]}")
        with pytest.raises(WorldTrouble):
            CupsQueue().printers()
        with pytest.raises(PrintUnsure):
            CupsQueue().send("window", b"%PDF-1.4", "57号 第1份")
        serving.join()
