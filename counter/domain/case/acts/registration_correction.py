"""Put right what was registered wrongly, though it reads well (更正登记): the effect of ``acts.CorrectRegistration``.

One typed letter, not another person: of name and number one stays, and it shows who is meant. What is doubtful is put
in order by ``identification``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from counter.domain.case.acts.at_any_time import CorrectRegistration
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import OWN_STATEMENTS, SERVED, PaperKind, Paragraph, from_json
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.jurisdiction import Masks
from counter.domain.people.applicant import Applicant, Party, Person
from counter.domain.people.identity import (
    IdType,
    check_id,
    check_phone,
    check_uscc,
    mask_id,
    normalise_name,
)
from counter.domain.people.registered_party import (
    name_of,
    number_of,
    party_word,
    person_of,
    registered_parties,
    with_person,
)
from counter.domain.visit.identified_party import RULE, blocking_findings, party_of


def corrected(applicant: Applicant, act: CorrectRegistration, today: date) -> Applicant:
    """The registration as the document has it.

    Raises BadInput without a reason, or where nothing changes; RuleRefused where the party is not registered, its
    registration is doubtful (核对号码 is for that), it would be another person, or would not be in order.
    """
    if len(act.reason.strip()) < 2:
        raise BadInput("请写明凭什么更正的，例如“对照居民身份证原件”。", field="reason")
    if act.who not in registered_parties(applicant):
        raise RuleRefused(f"这件办件没有登记{party_word(applicant, act.who)}。", rule=RULE, field="who")
    if _doubtful(applicant, act.who, today):
        raise RuleRefused(
            f"{party_word(applicant, act.who)}的登记待核，请用“核对号码”对照证件更正。",
            rule=RULE,
            field="who",
        )
    after = _put(applicant, act)
    if after == applicant:
        raise BadInput("和登记的一样，没有要更正的；写错的那一样照证件写。", field=_typed(act))
    _refuse_another(applicant, after, act.who)
    for field, sentence in _doubtful(after, act.who, today):
        raise RuleRefused(sentence, rule=RULE, field="name" if field.endswith("name") else "id_number")
    return after


def needs_consent(before: Applicant, after: Applicant, who: Party) -> bool:
    """A number is changed only with a supervisor: it is the number that shows who somebody is."""
    return number_of(before, who) != number_of(after, who)


def papers_with(
    case: Case, before: Applicant, after: Applicant, who: Party, masks: Masks
) -> tuple[IssuedPaper, ...]:
    """Papers in force, given to the applicant or signed by him, that state what was wrong: their own text is read.

    None where a number changed only in the part that papers hide.
    """
    wrong = _as_printed(before, after, who, masks)
    return tuple(p for p in case.papers if wrong is not None and _is_the_applicants(p) and _states(p, wrong))


def _as_printed(before: Applicant, after: Applicant, who: Party, masks: Masks) -> re.Pattern[str] | None:
    """What of the address or the party's line (``wording.party_lines``) is wrong; None where nothing is."""
    name, number = name_of(before, who), printed_number(before, who, masks)
    if name != name_of(after, who):
        return re.compile(f"：{re.escape(name)}(?=[　（）：]|$)")
    if number != printed_number(after, who, masks):
        return re.compile(f"[ ：]{re.escape(number)}(?=　|$)")
    return None


def printed_number(applicant: Applicant, who: Party, masks: Masks) -> str:
    """The number as papers print it: a person's masked (L11), an organisation's code whole."""
    number = number_of(applicant, who)
    return number if who is Party.ORGANISATION else mask_id(number, masks.id_number)


def _is_the_applicants(paper: IssuedPaper) -> bool:
    kind = PaperKind(paper.kind)
    return paper.stage.binding and bool(paper.number) and kind in SERVED | OWN_STATEMENTS


def _states(paper: IssuedPaper, wrong: re.Pattern[str]) -> bool:
    if paper.content is None:
        return False
    document = from_json(paper.content)
    lines = [block.text for block in document.body if isinstance(block, Paragraph)]
    return any(wrong.search(line) for line in (f"：{document.addressee}", *lines))


def _doubtful(applicant: Applicant, who: Party, today: date) -> list[tuple[str, str]]:
    found = blocking_findings(applicant, today)
    return [(field, sentence) for field, sentence, _ in found if party_of(field) is who]


def _typed(act: CorrectRegistration) -> str:
    given = (("id_number", act.id_number), ("name", act.name), ("phone", act.phone))
    return next((field for field, text in given if text.strip()), "name")


def _refuse_another(before: Applicant, after: Applicant, who: Party) -> None:
    renamed = name_of(before, who) != name_of(after, who)
    renumbered = number_of(before, who) != number_of(after, who)
    if renamed and renumbered:
        raise RuleRefused(
            "姓名和号码都不一样，就是换了人：要另外收件，或者撤回重来。", rule=RULE, field="id_number"
        )
    if renamed and not _shown_by_number(before, who):
        raise RuleRefused(
            "登记里没有号码，光凭姓名看不出是不是同一个人：请撤回重来。", rule=RULE, field="name"
        )


def _shown_by_number(applicant: Applicant, who: Party) -> bool:
    """Who has no number is shown by whom he belongs to: a newborn by the guardian, a planned firm by its founder."""
    beside = {Party.PERSON: Party.GUARDIAN, Party.ORGANISATION: Party.PERSON}
    return bool(number_of(applicant, who) or (who in beside and number_of(applicant, beside[who])))


def _put(applicant: Applicant, act: CorrectRegistration) -> Applicant:
    name = normalise_name(act.name) or name_of(applicant, act.who)
    if act.who is Party.ORGANISATION:
        code = check_uscc(act.id_number).normalised or applicant.uscc
        return replace(applicant, name=name, uscc=code)
    held = person_of(applicant, act.who) or Person(name)
    return with_person(applicant, act.who, _person(held, act, name))


def _person(held: Person, act: CorrectRegistration, name: str) -> Person:
    phone = _phone(act.phone) or held.phone
    if not act.id_number.strip():
        return replace(held, name=name, phone=phone)
    if held.id_type is IdType.NONE_YET:
        raise RuleRefused("登记的是暂无证件，证件有了用“核对号码”登记。", rule=RULE, field="id_number")
    number = check_id(held.id_type, act.id_number).normalised
    confirmed = held.id_confirmed and number == held.id_number
    return replace(held, name=name, phone=phone, id_number=number, id_confirmed=confirmed)


def _phone(text: str) -> str:
    if not text.strip():
        return ""
    phone = check_phone(text)
    if phone.sentence:
        raise BadInput(phone.sentence, field="phone")
    return phone.normalised
