"""Visit files for tests: a small restaurant by default; names, numbers and phones belong to nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NAME = "巴图吉雅"
ID_NUMBER = "999999199001011238"
PHONE = "10000005678"

ANSWERS = {
    "q_entity": "个体工商户",
    "q_catering_area": "within",
    "q_fire_scope": "否",
    "q_env": "no",
    "q_n_health": 1,
    "q_n_staff": 2,
    "q_area300": "no",
    "q_employees": "no",
    "q_sign": "不设",
    "q_premises": "rent",
    "q_residential": "no",
    "q_health": "都有",
    "q_agent": "self",
}


def person(**changes: Any) -> dict[str, Any]:
    """An applicant who is a person."""
    said = {"kind": "person", "name": NAME, "id_type": "resident_id", "id_number": ID_NUMBER, "phone": PHONE}
    return {**said, **changes}


def visit(**changes: Any) -> dict[str, Any]:
    """A complete small restaurant; a change of None takes the key away."""
    said: dict[str, Any] = {
        "bundle": 8,
        "answers": ANSWERS,
        "clerk": "W01",
        "applicant": person(),
        "others": "received",
        "decision": "auto",
        **changes,
    }
    return {key: value for key, value in said.items() if value is not None}


def written(folder: Path, value: object, name: str = "visit.json") -> Path:
    """The value as a file."""
    file = folder / name
    file.write_text(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8"
    )
    return file
