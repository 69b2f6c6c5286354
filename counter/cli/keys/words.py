"""Trusted keys as plain values and as text."""

from __future__ import annotations

from counter.domain.papers.verify.trusted_keys import Certificate, Trust, spoken_fingerprint


def list_data(trust: Trust, own: str, holds_hall_key: bool) -> dict[str, object]:
    """Halls, station keys and revocations as plain values. ``own``: this station's public key."""
    return {
        "holds_hall_key": holds_hall_key,
        "own_certified": trust.has(own),
        "halls": [
            {
                "hall": c.hall,
                "region": c.region,
                "demo": c.demo,
                "since": c.since,
                "fingerprint": spoken_fingerprint(c.public_key),
            }
            for c in trust.halls.values()
        ],
        "stations": [_station(c, trust, own) for c in trust.certificates],
    }


def list_words(trust: Trust, own: str, holds_hall_key: bool) -> str:
    """Halls, station keys and revocations as text."""
    lines = []
    for card in trust.halls.values():
        demo = "（演示）" if card.demo and "演示" not in card.hall else ""
        lines.append(f"{card.hall}{demo}　{card.since}起　大厅指纹 {spoken_fingerprint(card.public_key)}")
        lines += [
            f"  {c.name}　{c.window}号窗口　{c.since}起{_marks(c, trust, own)}"
            for c in trust.certificates
            if c.hall_key == card.public_key
        ]
    lines.append("这个窗口持有大厅密钥。" if holds_hall_key else "这个窗口没有大厅密钥。")
    if not trust.has(own):
        lines.append("本窗口的密钥还没有大厅证书：文书照常签名，别处验真会显示“不认识的窗口密钥”。")
    return "\n".join(lines)


def _station(certificate: Certificate, trust: Trust, own: str) -> dict[str, object]:
    revoked = trust.revocations.get(certificate.public_key)
    return {
        "station": certificate.station,
        "epoch": certificate.epoch,
        "window": certificate.window,
        "hall": trust.halls[certificate.hall_key].hall,
        "since": certificate.since,
        "demo": certificate.demo,
        "own": certificate.public_key == own,
        "fingerprint": spoken_fingerprint(certificate.public_key),
        "revoked": None if revoked is None else {"since": revoked.since, "reason": revoked.reason},
    }


def _marks(certificate: Certificate, trust: Trust, own: str) -> str:
    marks = "　本窗口" if certificate.public_key == own else ""
    revoked = trust.revocations.get(certificate.public_key)
    return marks if revoked is None else f"{marks}　自 {revoked.since} 起作废：{revoked.reason}"
