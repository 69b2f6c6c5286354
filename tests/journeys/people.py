"""Invented applicants, a different one for every number: valid check digits under an area code that is nobody's."""

from __future__ import annotations

from datetime import date, timedelta

from stdnum.iso7064 import mod_11_2

from counter.domain.people.applicant import Applicant, ApplicantKind, Person

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "䶮㛃喆堃镕淼玥琪萨仁娜布和图雅其木格"


def name_of(serial: int) -> str:
    """A name of three characters, rare ones among them."""
    first, second = GIVEN[serial % len(GIVEN)], GIVEN[serial // len(GIVEN) % len(GIVEN)]
    return SURNAMES[serial % len(SURNAMES)] + first + second


def id_number_of(serial: int) -> str:
    """An identity number that belongs to nobody: area 999999, an adult's date of birth, a valid check digit.

    The same one comes again only after 14,000 × 997: a slow machine starts many workers, each with numbers of its own.
    """
    birth = date(1960, 1, 1) + timedelta(days=serial % 14_000)
    body = f"999999{birth:%Y%m%d}{serial % 997:03d}"
    return body + mod_11_2.calc_check_digit(body)


def phone_of(serial: int) -> str:
    """A phone of a range that is not given out."""
    return f"1000{serial % 10_000_000:07d}"


def applicant(serial: int) -> Applicant:
    """Somebody who comes once."""
    person = Person(name_of(serial), id_number=id_number_of(serial), phone=phone_of(serial))
    return Applicant(ApplicantKind.PERSON, person.name, person)
