"""Every sentence of a mirror's own: plain, at most 20 characters, from the 3,500 common ones.

Each constant is the Chinese sentence and also the key under which a translation is looked up (``say``). Braces hold a
number, a day, or a name of the guide's. ``tests/domain/papers/test_plain_words.py`` counts and reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counter.domain.hall.roles import DUTIES
from counter.domain.visit.verdict import Due

Speech = Mapping[str, str]
"""Chinese sentence → the same in another language; what is missing or empty stays Chinese."""

CHINESE: Speech = {}
"""Nothing is replaced."""

# -- titles --
BROUGHT = "您交来的（{n}份）"
NOT_ASKED = "不用您交的（{n}份）"
LACKING = "还差的（{n}份）"
TO_BRING = "要交的（{n}份）"
LATER_ON = "以后再交的（{n}份）"
NEXT = "接下来"
TO_KNOW = "请您知道"
TERMS = "收费和地点"

# -- people --
NAME = "姓名"
ORGANISATION = "单位"
PLANNED = "想用的名称"
CODE = "代码"
CONTACT = "联系人"
ID_CARD = "身份证"
PHONE = "电话"
GUARDIAN = "监护人"
AGENT = "代您来办的人"

# -- what was brought --
SEEN_GIVEN_BACK = "原件看过，已还您。"
NOT_SEEN = "原件还没看。"
COPIES_KEPT = "留下复印件{n}份。"
COPIES_KEPT_EACH = "各留复印件{n}份。"
ORIGINALS_KEPT = "留下{n}份。"
ORIGINALS_KEPT_EACH = "各留下{n}份。"
TAKEN = "已收下。"
SHARED_BY = "{n}个部门共用。"

# -- what need not be brought --
LOOKED_UP = "共享获取，不用交；请核对是否一致。"
LOOKED_UP_RIGHT = "共享获取，您已核对，不用交。"
LOOKED_UP_CHANGED = "以您说的变更后的为准，不用交。"
E_LICENCE = "有电子证照，不用交纸的。"
PROMISED = "您已书面承诺，不用交。"
RELIEVED = "按新的规定，不用您交。"
MADE_TODAY = "今天办出来，就能直接用。"
MADE_BEFORE = "前面的事办好，就能直接用。"

# -- what is lacking --
BRING = "要{what}。"
NOT_FOUND = "部门书面答复查不到。"
BRING_BY = "请在{day}（含）前补来。"
BRING_OVER = "原定{day}前补来，已经过了。请问窗口。"
SHORT = "交来{n}份，还差{more}份。"
BRING_LATER = "可以先受理。{day}（含）前补来。"
BRING_LATER_OPEN = "可以先受理，后补来。"
LAPSE_REJECT = "过期不补，可能不批准。"
LAPSE_REVOKE = "过期不补，可能撤销受理。"
LAPSE_WITHDRAWN = "过期不补，可能算您撤回。"
LATER_LINE = "现在不用交。"

# -- what follows --
DONE_TODAY = "今天就办好。"
ACCEPTED_TODAY = "今天受理。{day}（含）前办好。"
ACCEPTED_OPEN = "今天受理，几天办好待部门定。"
ACCEPTED_DAYS = "从受理起算{days}。"
SIGN_FIRST = "签了承诺书就受理。"
SIGN_FIRST_BY = "签了承诺书就受理。{day}（含）前办好。"
AFTER_BRINGING = "补来后受理，那时开始计时。"
GIVEN_BACK = "材料先退您，补齐再来办。"
WAITS = "等前面的事办好，再接着办。"
ORGAN_DECIDES = "您坚持申请，由部门书面决定。"
PASSED_ON = "先收下，转给部门办。"
KEPT_FIRST = "先收下，还没有决定。"
UNSETTLED = "有一处还没定，定了再受理。"
LOOK_FIRST = "材料看完，再告诉您。"
ORIGINALS_FIRST = "看过原件，再决定受理。"
TOLD_BY = "{day}（含）前给您答复。"
ACCEPTED = "已受理。{day}（含）前办好。"
ACCEPTED_NO_DAY = "已受理，几天办好待部门定。"
DEEMED = "按法律已算受理。{day}（含）前办好。"
LATE = "已受理。应在{day}办好，已经过了。请问窗口。"
DAYS_HELD = "日期还要核对，再告诉您。"
PAUSED = "现在暂停计时。"
TO_ORGAN = "等部门书面决定。"
FINISHED = "已经办好。"
REJECTED = "没有批准，请看决定书。"
REFUSED = "没有受理，请看决定书。"
REVOKED = "已经撤销，请看决定书。"
WITHDRAWN = "您已撤回。"
DROPPED = "这次不办。"
RETURNED = "材料已退您，可以再来办。"
LAPSED = "已按放弃处理，请看决定书。"
NOTHING_NEEDED = "按您的回答，没有要办的事。"
CANNOT_GO_ON = "这样不能办，可以问窗口。"
PROVISIONAL = "这个日子是暂算的。"

# -- fee, visits, place --
FEE = "收费：{fee}。"
FREE = "不收费。"
FEE_OPEN = "收费待部门定。"
AMOUNT_OPEN = "多少待部门定"
VISITS = "您要来{n}次。"
VISITS_OPEN = "要来几次，待部门定。"
PLACE = "在{place}办。"
PLACE_OPEN = "在哪里办，待部门定。"
ASK = "可以打{phone}问。"

# -- the window --
CLERK_DUTY = "综合受理"
SUPERVISOR_DUTY = "值班负责人"
(GUIDING_DUTY, RECEIVING_DUTY, HELPING_DUTY, PASSING_DUTY, JOINING_DUTY, ISSUING_DUTY) = DUTIES


def words() -> tuple[str, ...]:
    """All of them, for the test that counts and for the slots of a translation."""
    found = (value for name, value in globals().items() if name.isupper() and isinstance(value, str))
    return tuple(dict.fromkeys(found))


def say(speech: Speech, sentence: str, **values: object) -> str:
    """A sentence in the language of ``speech``, with its values filled in."""
    return (speech.get(sentence) or sentence).format(**values)


def by_day(speech: Speech, sentence: str, due: Due, today: date) -> str:
    """A sentence with its day, ``12月4日``, the year only where it is another one.

    Where that year's calendar is not out, a second sentence says that the day is provisional.
    """
    day = due.day
    year = "" if day.year == today.year else f"{day.year}年"
    words = say(speech, sentence, day=f"{year}{day.month}月{day.day}日")
    return words + say(speech, PROVISIONAL) if due.provisional else words
