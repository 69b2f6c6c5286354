"""What the applicant's screen says of a visit before filing: everything recorded, nobody's number, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import pytest
from msgspec.structs import replace as replace_fields

from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Person
from counter.domain.screen import words as w
from counter.domain.screen.mirror import Mark, Mirror, MirrorLine
from counter.domain.screen.mirror_builder import mirror_of_visit, shown_digest
from counter.domain.screen.people import window_card
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Assessment, Visit
from counter.services.context.ports import StaffRow
from tests.paper_cases import RESTAURANT, answered
from tests.settings import demo_hall, jurisdiction, setting, somebody

HERE = setting()
FARM = 100
PICTURE = "signboard_3"
"""The drawing of a sign, which the demo guide lets follow later."""


def seen(
    bundle: int = 8,
    over: Mapping[str, Brought] | None = None,
    applicant: Applicant | None = None,
    **changes: object,
) -> Assessment:
    """A visit with everything brought unless said otherwise."""
    given = RESTAURANT if bundle == 8 else {}
    begun = Visit(bundle, answered(bundle, given, HERE), {}, applicant or somebody(), begun_at=HERE.now)
    begun = replace(begun, **changes)  # type: ignore[arg-type]
    checklist = assess(HERE, begun).checklist
    return assess(HERE, replace(begun, brought={**all_received(checklist, {}), **(over or {})}))


def mirror(*args: object, **more: object) -> Mirror:
    return mirror_of_visit(seen(*args, **more), HERE)  # type: ignore[arg-type]


def line(shown: Mirror, name: str) -> MirrorLine:
    """The line that names that thing."""
    return next(
        one
        for part in chain(shown.left, shown.right)
        for one in part.lines
        if name in (one.name, *one.name.split("、"))
    )


def titles(shown: Mirror) -> list[str]:
    return [part.title for part in (*shown.left, *shown.right)]


def test_that_every_material_stands_on_the_screen_and_the_titles_count_them() -> None:
    found = seen(
        over={"floor_plan": Brought(), "fire_check_1": Brought(MaterialState.DEFECTIVE, note="没盖章")}
    )
    shown = mirror_of_visit(found, HERE)
    said = "、".join(one.name for part in (*shown.left, *shown.right) for one in part.lines)
    assert all(x.name in said for x in found.checklist.lines)
    assert titles(shown) == [
        "您交来的（6份）",
        "不用您交的（2份）",
        "还差的（2份）",
        "以后再交的（2份）",
        "接下来",
        "请您知道",
    ]


def test_that_numbers_are_masked_by_the_place_and_whole_only_when_pressed() -> None:
    shown = mirror()
    by_label = {one.label: one for one in shown.people}
    assert by_label["姓名"].masked == "巴图吉雅"
    assert by_label["身份证"].masked == "999999********1238"
    assert by_label["身份证"].full == "999999199001011238"
    assert by_label["电话"].masked == "100****5678"


def test_that_a_name_nobody_has_written_yet_leaves_no_bare_label() -> None:
    nameless = Applicant(ApplicantKind.PERSON, "", person=Person("", id_number="999999199001011238"))
    assert [one.label for one in mirror(applicant=nameless).people] == ["身份证"]


def test_that_an_agent_stands_beside_the_applicant_with_masked_numbers_too() -> None:
    agent = Agent(Person("其木格", id_number="999999198503071228", phone="10000001234"), "代办全部")
    company = Applicant(
        ApplicantKind.ORGANISATION, "演示饭店有限公司", uscc="91999999MA00000001", agent=agent
    )
    people = mirror(applicant=company).people
    assert [one.masked for one in people] == [
        "演示饭店有限公司",
        "91999999MA00000001",
        "其木格",
        "999999********1228",
        "100****1234",
    ]


def test_that_an_original_looked_at_is_said_to_be_back_and_one_nobody_saw_too() -> None:
    card = "经营者（法定代表人、负责人）身份证件"
    looked = {"id_card_operator": Brought(MaterialState.RECEIVED, original_seen=True, copies=1)}
    assert line(mirror(over=looked), card).words.startswith("原件看过，已还您。留下复印件1份。")
    assert line(mirror(), card).words.startswith("原件还没看。")


def test_that_one_paper_for_several_organs_says_how_many_share_it() -> None:
    assert line(mirror(), "经营者（法定代表人、负责人）身份证件").words.endswith("2个部门共用。")


def test_that_materials_of_which_the_same_is_said_stand_in_one_line_but_not_too_many() -> None:
    found = seen(FARM)
    received = [b for b in found.visit.brought.values() if b.state is MaterialState.RECEIVED]
    brought = mirror_of_visit(found, HERE).left[0]
    assert brought.title == f"您交来的（{len(received)}份）"
    assert len(brought.lines) < 10
    assert all(one.name.count("、") <= 12 and len(one.name) <= 60 for one in brought.lines)


def test_that_what_an_item_of_today_makes_need_not_be_brought() -> None:
    shown = line(mirror(), "营业执照")
    assert (shown.mark, shown.words) == (Mark.NONE, "今天办出来，就能直接用。")


def test_that_a_missing_paper_says_what_is_asked_and_by_when() -> None:
    shown = line(mirror(over={"floor_plan": Brought()}), "场所平面（布局）图")
    assert shown.mark is Mark.MISSING
    assert shown.words == "要原件1份。请在12月4日（含）前补来。"


def test_that_a_defective_paper_says_what_is_wrong_with_it() -> None:
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="没有标操作间")
    shown = line(mirror(over={"floor_plan": wrong}), "场所平面（布局）图")
    assert shown.words == "没有标操作间。请在12月4日（含）前补来。"


def test_that_too_few_copies_say_how_many_are_here_and_how_many_are_not() -> None:
    shown = mirror(over={"floor_plan": Brought(MaterialState.RECEIVED, copies=0)})
    assert line(shown, "场所平面（布局）图").words.startswith("交来0份，还差1份。")


def test_that_what_may_follow_later_says_until_when_and_what_comes_of_forgetting_it() -> None:
    shown = mirror(FARM, {PICTURE: Brought(MaterialState.DEFERRED)})
    picture = line(shown, "招牌（广告设施）全景设计效果图")
    assert picture.mark is Mark.LATER
    assert picture.words == "可以先受理。11月27日（含）前补来。过期不补，可能不批准。"
    assert line(shown, "城市管理（综合执法）部门：户外招牌（门头）设置").words.startswith("签了承诺书就受理")


def test_that_every_item_stands_under_its_organ_with_what_follows() -> None:
    shown = mirror(FARM)
    assert line(shown, "市场监督管理局：个体工商户设立登记").words == "今天就办好。"
    vets = line(shown, "农牧局：动物防疫条件合格证核发")
    assert vets.words == "今天受理。12月11日（含）前办好。从受理起算15个工作日。"
    assert line(shown, "农牧局：畜禽养殖场备案（畜禽标识代码）").words == "等前面的事办好，再接着办。"


def test_that_a_licence_without_a_number_of_its_own_is_due_by_the_licensing_law() -> None:
    said = line(mirror(), "市场监督管理局：小餐饮店登记（内蒙古）").words
    assert said == "今天受理。12月18日（含）前办好。从受理起算20个工作日，待部门核定。"


def test_that_no_day_is_promised_where_neither_the_guide_nor_the_law_gives_one() -> None:
    seen_now = seen()
    undated = tuple(replace(v, due=None, statutory=None) for v in seen_now.verdicts)
    shown = mirror_of_visit(replace(seen_now, verdicts=undated), HERE)
    assert line(shown, "市场监督管理局：小餐饮店登记（内蒙古）").words == "今天受理，几天办好待部门定。"


def test_that_open_questions_come_first_and_every_question_can_be_changed() -> None:
    assessed = assess(HERE, Visit(8))
    empty = mirror_of_visit(assessed, HERE)
    folded = {q.id for q in assessed.asked if q.folded}  # rare: at the end, also where nothing is chosen
    assert [q.id in folded for q in empty.questions] == sorted(q.id in folded for q in empty.questions)
    states = [not q.chosen for q in empty.questions if q.id not in folded]
    assert states == sorted(states, reverse=True)
    answered_all = mirror()
    assert len([q for q in answered_all.questions if q.chosen]) == len(answered_all.answers)
    assert {q.id for q in answered_all.questions if not q.chosen} <= folded
    assert all(len(q.options) > 1 for q in answered_all.questions if q.most is None)


def test_that_a_refused_matter_says_why_in_the_words_of_the_guide() -> None:
    found = next(
        f
        for number, bundle in sorted(HERE.guide.bundles.items())
        for refusal in bundle.refusals
        if refusal.item is None and refusal.evidence.official
        for q in bundle.questions
        for option in HERE.guide.questions[q.question].options
        if (f := assess(HERE, Visit(number, {q.question: (option.id,)}))).checklist.stops
    )
    shown = mirror_of_visit(found, HERE)
    assert shown.right[0].title == w.TO_KNOW
    assert shown.right[0].lines[0].name == found.checklist.stops[0].reason


def test_that_any_change_of_what_is_shown_changes_the_digest() -> None:
    plain = mirror().digest
    other = somebody(phone="10000005679")
    noted = {"floor_plan": Brought(MaterialState.DEFECTIVE, note="少一页")}
    noted_more = {"floor_plan": Brought(MaterialState.DEFECTIVE, note="少两页")}
    digests = [
        plain,
        mirror(applicant=other).digest,
        mirror(over=noted).digest,
        mirror(over=noted_more).digest,
        mirror(FARM).digest,
        mirror_of_visit(seen(), HERE, keep=True).digest,
    ]
    assert len(set(digests)) == len(digests)
    assert mirror().digest == plain


def test_that_the_half_of_the_digest_for_the_journal_knows_neither_person_nor_free_words() -> None:
    assert shown_digest(mirror().digest) == shown_digest(
        mirror(applicant=somebody(phone="10000005679")).digest
    )
    one, two = (
        mirror(over={"floor_plan": Brought(MaterialState.DEFECTIVE, note=note)}).digest
        for note in ("巴图吉雅没有签名", "少两页")
    )
    assert shown_digest(one) == shown_digest(two)
    assert shown_digest(one) != shown_digest(mirror().digest)


def test_that_another_language_changes_the_words_and_not_what_is_meant() -> None:
    speech = {w.NEXT: "NEXT", w.DONE_TODAY: "TODAY", w.NAME: ""}
    spoken = mirror_of_visit(seen(), HERE, speech)
    follows = next(part for part in spoken.right if part.title == "NEXT")
    assert follows.lines[0].words == "TODAY"
    assert spoken.people[0].label == "姓名"
    assert spoken.digest == mirror().digest


def test_that_the_card_names_the_own_duties_and_telephone_of_the_register_before_the_halls() -> None:
    stated = RegisteredStaff("W01", "阿木古郎", "clerk", duties=("咨询导办", "发证领证"), phone="10000000011")
    hall = replace(demo_hall(), phone="0482-0000001", complaint="0482-0000009")
    row = StaffRow("W01", "阿木古郎", "clerk", "", True)
    card = window_card(hall, jurisdiction(), row, stated=stated)
    assert (card.duty, card.contact, card.complaint) == ("咨询导办、发证领证", "10000000011", "0482-0000009")
    without = window_card(hall, jurisdiction(), row, stated=replace_fields(stated, duties=(), phone=""))
    assert (without.duty, without.contact) == ("综合受理", "0482-0000001")
    speech = {"咨询导办": "GUIDE"}
    assert window_card(hall, jurisdiction(), row, speech, stated).duty == "GUIDE、发证领证"


@pytest.mark.parametrize(("role", "duty"), [("clerk", "综合受理"), ("supervisor", "值班负责人")])
def test_that_the_card_says_who_serves_here_and_leaves_out_what_nobody_gave(role: str, duty: str) -> None:
    card = window_card(demo_hall(), jurisdiction(), StaffRow("W01", "阿木古郎", role, "", True))
    assert (card.window, card.clerk, card.clerk_code, card.duty) == ("03", "阿木古郎", "W01", duty)
    assert (card.contact, card.complaint, card.demo) == ("", "12345", True)
    nobody = window_card(demo_hall(), jurisdiction(), None)
    assert (nobody.clerk, nobody.duty, nobody.hall) == ("", "", demo_hall().hall)
