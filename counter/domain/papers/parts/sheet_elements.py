"""Published elements on the 一次性告知单: of each item, of each material, blank forms and samples, where to go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from counter.domain.guide.published_elements import MaterialElements, PublishedElements
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts.element_words import (
    contact_words,
    fee_words,
    maker_words,
    place_words,
    results_words,
    special_words,
    standard_words,
    unended,
    visits_words,
)
from counter.domain.visit.checklist import ChecklistItem, Line


@dataclass(frozen=True, slots=True)
class SheetElements:
    """The elements of a sheet's items; ``numbered``: ids of items → 事项1、3."""

    elements: PublishedElements
    numbered: Callable[[Iterable[str]], str]

    def of_items(self, items: Sequence[ChecklistItem]) -> Iterator[str]:
        """What is alike in all items once, then of each item what is its own."""
        facts = {item.id: self._facts(item) for item in items}
        alike = [fact for fact in facts[items[0].id] if all(fact in own for own in facts.values())]
        if len(items) == 1:
            alike = []
        if alike:
            yield f"各事项都一样的：{'；'.join(alike)}。"
        for item_id, own in facts.items():
            if left := [fact for fact in own if fact not in alike]:
                yield f"{self.numbered((item_id,))}　{'；'.join(left)}。"

    def _facts(self, item: ChecklistItem) -> tuple[str, ...]:
        """Conditions, fee, visits promised, ways, special procedures, result."""
        one = self.elements.item(item.id)
        return (
            f"受理条件：{unended(one.conditions) or PENDING}",
            f"收费：{fee_words(one.fees)}",
            f"到现场：{visits_words(one.visits)}",
            f"办理形式：{'、'.join(one.channels) or PENDING}",
            f"特别程序：{special_words(one)}",
            f"办理结果：{results_words(one, item.result)}",
        )

    def where(self, items: Sequence[ChecklistItem], hall_phone: str, complaint: str) -> Iterator[str]:
        """Where each item is handled, whom to ask and where to complain, items alike together.

        ``hall_phone`` and ``complaint``: used where the item has none of its own.
        """
        alike: dict[str, list[str]] = {}
        for item in items:
            one = self.elements.item(item.id)
            phones = dict.fromkeys(place.phone for place in one.places if place.phone)
            asked = contact_words(one.consultation) or "、".join(phones) or hall_phone
            own = contact_words(one.complaint)
            words = f"{place_words(one)}　咨询：{asked}　投诉：{'、'.join(filter(None, (own, complaint)))}"
            alike.setdefault(words, []).append(item.id)
        for words, ids in alike.items():
            yield f"{self.numbered(ids)}：{words}"

    def alike(self, lines: Sequence[Line]) -> str:
        """规格 and 受理标准 that all these lines have; "" where they differ or there is one line."""
        found = {self.wanted(line) for line in lines}
        return found.pop() if len(found) == 1 and len(lines) > 1 else ""

    def wanted(self, line: Line) -> str:
        """规格 and 受理标准 of the materials that the line meets, each once."""
        return "；".join(dict.fromkeys(filter(None, map(standard_words, self._materials(line)))))

    def maker(self, line: Line) -> str:
        """Class and qualification of who has to make it."""
        return "；".join(dict.fromkeys(filter(None, map(maker_words, self._materials(line)))))

    def forms(self, lines: Sequence[Line]) -> str:
        """Which of these lines have a blank form and a sample at the window; of a form that has none, that it lacks.

        Lines are named by their numbers in the table. "" where none of them is a form or has such a file.
        """
        blanks, samples, no_blank, no_sample = [], [], [], []
        for number, line in enumerate(lines, 1):
            materials = tuple(self._materials(line))
            blank, sample = any(m.blank for m in materials), any(m.sample for m in materials)
            if blank:
                blanks.append(number)
            elif line.form:
                no_blank.append(number)
            if sample:
                samples.append(number)
            elif line.form:
                no_sample.append(number)
        found = (
            (blanks, "有空白表格，到窗口领取"),
            (no_blank, f"的空白表格{PENDING}"),
            (samples, "有样表，到窗口看"),
            (no_sample, f"的样表{PENDING}"),
        )
        parts = [f"材料{'、'.join(map(str, numbers))}{words}" for numbers, words in found if numbers]
        return f"{'；'.join(parts)}。" if parts else ""

    def _materials(self, line: Line) -> Iterator[MaterialElements]:
        return (self.elements.material(need.material) for need in line.needs)
