"""The visitors of a tour: invented people with unassigned numbers, and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person with an identity card of the unassigned area 999999."""

    name: str
    number: str
    phone: str


COOK = Visitor("巴图吉雅", "999999199001011238", "10000005678")
BAKER = Visitor("斯琴高娃", "999999198505052127", "10000001357")
MOTHER = Visitor("萨日朗", "999999199203034243", "10000002468")
FARMER = Visitor("乌日娜", "999999198803154228", "10000008642")

RESTAURANT: Mapping[str, str] = {
    "q_entity": "individual",
    "q_catering_area": "within",
    "q_fire_scope": "no",
    "q_env": "no",
    "q_n_shareholders": "1",
    "q_n_officers": "1",
    "q_n_staff": "2",
    "q_n_health": "1",
    "q_employees": "no",
    "q_sign": "no",
    "q_premises": "rent",
    "q_residential": "no",
    "q_health": "have",
    "q_agent": "self",
}

HAIRDRESSER: Mapping[str, str] = {**RESTAURANT, "q_entity": "company"}

NEWBORN: Mapping[str, str] = {
    "q_birth_have": "have",
    "q_birth_marriage": "married",
    "q_birth_follow": "mother",
    "q_birth_nation": "same",
    "q_birth_ins": "res",
    "q_n_parents": "2",
}

FARM: Mapping[str, str] = {
    "q_entity": "individual",
    "q_farm_kind": "meat",
    "q_farm_scale": "yes",
    "q_land": "done",
    "q_env": "no",
    "q_employees": "yes",
    "q_n_staff": "2",
    "q_sign": "shop",
    "q_premises": "own",
    "q_residential": "no",
    "q_agent": "self",
}
