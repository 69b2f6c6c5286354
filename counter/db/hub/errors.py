"""What PostgreSQL and the network say, as one Chinese sentence for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg

from counter.domain.calendar.workdays import civil_date
from counter.domain.text.day_words import day_text
from counter.services.exchange.hub_port import (
    NOT_NEXT,
    NOT_REGISTERED,
    OTHER_VERSION,
    HubRefused,
    HubUnreachable,
)

KEPT = "没有上报的都留在本机，办件不受影响。"

_BY_STATE = {
    "53100": "汇聚库的磁盘满了，请告诉它的管理员。",
    "53200": "汇聚库的内存不够，请告诉它的管理员。",
    "53300": "汇聚库的连接数满了，过一会儿再试。",
    "57014": "汇聚库太忙，超过了等待时间，过一会儿再试。",
    "55P03": "汇聚库太忙，超过了等待时间，过一会儿再试。",
    "57P01": "汇聚库的管理员中断了连接，过一会儿再试。",
    "57P02": "汇聚库意外停了，过一会儿再试。",
    "57P03": "汇聚库正在启动或停机，过一会儿再试。",
    "25006": "连上的是只读的备用汇聚库，请告诉它的管理员。",
}
_NOT_SET_UP = {"3F000", "42883", "42P01"}
_NO_RIGHT = {"42501", "28000", "28P01"}

_CONNECTING = (
    (
        ("could not translate host name", "Name or service not known"),
        "找不到汇聚库的主机名 {host}，请检查网络。",
    ),
    (("Connection refused",), "{host} 上的汇聚库没有开，请告诉它的管理员。"),
    (("timeout expired", "timed out"), "{host} 没有应答，请检查网络。"),
    (("Network is unreachable", "No route to host"), "到 {host} 的网络不通，请检查网络。"),
    (
        ("does not match host name", "does not match hostname"),
        "{host} 出示的是别的服务器的证书，没有连接，请告诉系统管理员。",
    ),
    (  # libpq does not say which of the three
        ("certificate verify failed", "certificate has expired"),
        "{host} 的证书不是登记时的机构签的，或者照这台电脑的日期（{today}）不在有效期里，没有连接。"
        "请先核对日期，不对的校好；日期对的，告诉系统管理员。",
    ),
    (
        ("does not support SSL", "server does not support SSL"),
        "{host} 没有加密，没有连接，请告诉系统管理员。",
    ),
    (("channel binding",), "{host} 的登录方式不安全（没有通道绑定），没有连接，请告诉系统管理员。"),
    (("authentication method", "require_auth"), "{host} 的登录方式不安全，没有连接，请告诉系统管理员。"),
    (("too many connections", "remaining connection slots"), "汇聚库的连接数满了，过一会儿再试。"),
    (("does not exist",), "{host} 上没有这个数据库或登录名，请告诉系统管理员。"),
    (
        ("starting up", "shutting down", "not yet accepting", "recovery mode"),
        "汇聚库正在启动或停机，过一会儿再试。",
    ),
    (("pg_hba.conf",), "汇聚库不许这台电脑连接，请告诉它的管理员。"),
)
_LOGIN = (
    "password authentication failed",
    "not permitted to log in",
    "SASL authentication failed",
    "wrong password",
)


@contextmanager
def asking() -> Iterator[None]:
    """What goes wrong in a question to the hub, as HubUnreachable or HubRefused."""
    try:
        yield
    except psycopg.Error as error:
        if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
            raise  # our own mistake in asking
        raise said(error) from error


def said(error: psycopg.Error) -> HubUnreachable | HubRefused:
    """The sentence for an error of a question."""
    state = error.sqlstate or ""
    if state.startswith("HB"):
        return HubRefused(state, f"汇聚库没有接受：{error.diag.message_primary or ''}。")
    if state in _NOT_SET_UP:
        return HubRefused(
            OTHER_VERSION, "汇聚库还没有设置好，或者版本太旧：请它的管理员运行 counter hub upgrade。"
        )
    if state in _NO_RIGHT:
        return HubRefused(NOT_REGISTERED, "汇聚库不许这个登录名做这件事，请告诉它的管理员。")
    if state in _BY_STATE:
        return HubUnreachable(f"{_BY_STATE[state]}{KEPT}")
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return HubUnreachable(f"和汇聚库的连接断了，过一会儿再试。{KEPT}")
    return HubUnreachable(f"汇聚库报错（{state or type(error).__name__}），请告诉它的管理员。{KEPT}")


def refuse_as_said(code: str | None, reason: str | None, *, upto: int | None = None) -> None:
    """Raise HubRefused for a refusal that the hub answered as a value; None: it did not refuse."""
    if code is not None:
        raise HubRefused(code, f"汇聚库没有接受：{reason}。", upto=upto if code == NOT_NEXT else None)


def not_connected(error: psycopg.Error, host: str, kept: str = KEPT) -> HubUnreachable | HubRefused:
    """The sentence for a connection that did not come about. libpq tells these in words only.

    ``kept``: the sentence after it.
    """
    text = str(error)
    if any(words in text for words in _LOGIN) or error.sqlstate in _NO_RIGHT:
        return HubRefused(
            NOT_REGISTERED,
            f"汇聚库不接受本窗口的登录：登记已停用，或者换过密钥，请向汇聚库的管理员要新的登记文件。{kept}",
        )
    for signs, sentence in _CONNECTING:
        if any(sign in text for sign in signs):
            today = civil_date(datetime.now(UTC))  # by which libpq judged
            said = sentence.format(host=host, today=day_text(today))
            return HubUnreachable(f"{said}{kept}")
    return HubUnreachable(f"连不上汇聚库（{host}），请检查网络，或告诉它的管理员。{kept}")
