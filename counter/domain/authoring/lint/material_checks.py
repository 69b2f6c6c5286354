"""Checks of materials and their papers: source, copies, type, size, basis, forms, catch-all words (办法 Art. 10)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from counter.domain.authoring.lint.finding import (
    GOOD,
    LintVerdict,
    Severity,
    Tally,
    Where,
    missing,
    note,
    wrong,
)
from counter.domain.authoring.lint.rule_checks import FlawWords, Ruling, ruling
from counter.domain.authoring.lint.subject import Subject
from counter.domain.authoring.lint.term_checks import days_in
from counter.domain.authoring.lint.vague_words import vague_in
from counter.domain.guide import copies_required
from counter.domain.guide.details import MaterialDetails
from counter.domain.guide.model import Guide, Material, Tri

MEDIA = ("纸质", "电子", "纸质和电子")
"""材料形式 (指标20)."""

_SERVED = "检验检测|检测|检验|鉴定|评估|评价|测绘|设计|审计|会计|体检|验资|公证|中介|认证|造价|监理"
_MAKER = re.compile(rf"(?:{_SERVED})[^/、；，]{{0,4}}(?:机构|单位|院|所|公司|事务所)|中介机构")
_OWN = re.compile(r"^(?:申请人|本人)|填写(?:（[^（）]*）)?$")
_ORGAN = re.compile(r"机关|局|机构|部门|委员会|公安|中心|法院|医院|学校|银行")
_FORM_NAME = re.compile(r"(?:申请书|申请表|登记表|申报表|备案表|审批表)(?:（[^（）]*）)?$")


def issuer(s: Subject) -> Iterator[LintVerdict]:
    """来源或出具单位, one that can be found (指标18；办法第十条（一）)."""
    for material, details in s.materials:
        stated = material.issuer.strip() or details.source.strip()
        vague = vague_in(stated)
        if not stated:
            yield missing("没有写材料来源或出具单位", "写明由谁出具，如：户口所在地派出所。", material.key)
        elif vague:
            yield wrong(
                f"出具单位“{stated}”里的“{vague[0].word}”没有说清是谁",
                "由部门列全出具单位，去掉这样的字样。",
                material.key,
            )
        else:
            yield GOOD


def copies(s: Subject) -> Iterator[LintVerdict]:
    """材料份数 (办法第十条；指标19). Electronic materials need none."""
    for material, _ in s.materials:
        if material.medium == "电子" or material.copies >= 1:
            yield GOOD
        else:
            yield missing("没有写份数", "由部门填写份数。", material.key)


def form_and_medium(s: Subject) -> Iterator[LintVerdict]:
    """材料类型 and 介质, consistent with each other (办法第十条；指标20)."""
    for material, _ in s.materials:
        yield _form_and_medium(material)


def _form_and_medium(material: Material) -> LintVerdict:
    wording, medium = material.original_copy.strip(), material.medium.strip()
    if not wording or not medium:
        lacking = "、".join(
            what for what, value in (("材料类型", wording), ("材料形式", medium)) if not value
        )
        return missing(
            f"没有写{lacking}",
            "类型写原件、复印件、原件和复印件；形式写纸质、电子、纸质和电子。",
            material.key,
        )
    try:
        need = copies_required.read(wording, material.copies)
    except ValueError:
        return wrong(f"材料类型“{wording}”不认识", "写原件、复印件或原件和复印件。", material.key)
    if medium not in MEDIA:
        return wrong(f"材料形式“{medium}”不认识", f"写{'、'.join(MEDIA)}。", material.key)
    if need.electronic != (medium != "纸质") or (medium == "电子" and (need.originals or need.copies)):
        return wrong(f"材料类型是“{wording}”，材料形式却是“{medium}”", "两处改成一致。", material.key)
    return GOOD


def size(s: Subject) -> Iterator[LintVerdict]:
    """材料规格 (办法第十条). Electronic materials need none."""
    for material, details in s.materials:
        if details.size.strip() or material.medium == "电子":
            yield GOOD
        else:
            yield missing("没有写规格", "由部门填写，如 A4、照片二寸。", material.key)


def plain_sample(s: Subject) -> Iterator[LintVerdict]:
    """材料样本 of materials that are no forms (办法第十条); forms: 指标24."""
    for material, details in s.materials:
        if material.form:
            continue
        yield GOOD if details.sample.strip() else missing("没有材料样本", "由部门提供样本。", material.key)


def blank(s: Subject) -> Iterator[LintVerdict]:
    """空白表格 of every form (办法第十条（二）；指标23)."""
    for material, details in s.materials:
        if material.form:
            yield (
                GOOD
                if details.blank.strip()
                else missing("表格没有空白表", "由部门提供空白表的电子文件。", material.key)
            )
        elif _FORM_NAME.search(material.name) and material.issuer.startswith("申请人"):
            yield LintVerdict(
                Tally(),
                Severity.NOTE,
                "名称像是要填写的表格，却没有标为表格",
                "是表格的请标上并附空白表、样表。",
                material.key,
            )


def filled_sample(s: Subject) -> Iterator[LintVerdict]:
    """示范样表 of every form (办法第十条（二）；指标24)."""
    for material, details in s.materials:
        if material.form:
            yield (
                GOOD
                if details.sample.strip()
                else missing("表格没有样表", "由部门提供填好的示范样表。", material.key)
            )


def basis(s: Subject) -> Iterator[LintVerdict]:
    """法律法规、规章依据 of every material, down to the article (办法第十条（一）)."""
    for material, details in s.materials:
        if not details.basis:
            yield missing("没有写要求提供的依据", "由部门写明法律、法规或规章的条款。", material.key)
        for one in details.basis:
            if one.law.strip() and (one.article or "").strip():
                yield GOOD
            else:
                yield wrong(f"依据“{one.law or '（空）'}”没有写到条", "写明第几条。", material.key)


def clear_words(s: Subject) -> Iterator[LintVerdict]:
    """No “其他、有关” or synonyms in what is demanded (办法第十条（一）)."""
    for material, details in s.materials:
        yield _clear_words(material, details)


def _clear_words(material: Material, details: MaterialDetails) -> LintVerdict:
    places = (
        ("名称", material.name),
        ("提交条件", material.condition_text or ""),
        ("后补说明", material.later_note or ""),
        ("规格", details.size),
        ("受理标准", details.acceptance),
    )
    found = [(where, text, vague) for where, text in places for vague in vague_in(text)]
    if not found:
        return GOOD
    open_ones = [one for one in found if one[2].open]
    stated: dict[str, list[str]] = {}
    for where, text, vague in open_ones or found:
        stated.setdefault(f"{where}“{text}”里有", []).append(f"“{vague.word}”")
    words = "；".join(where + "".join(named) for where, named in stated.items())
    if open_ones:
        return wrong(f"{words}，没有说清要什么", "由部门列全要交的材料，去掉模糊兜底的字样。", material.key)
    return note(f"{words}，虽有范围，仍可能列举未尽", "能列全的列全，去掉这样的字样。", material.key)


def maker(s: Subject) -> Iterator[LintVerdict]:
    """中介机构或法定机构类别、资质要求 of a material made by an intermediary (办法第十条（三）)."""
    for material, details in s.materials:
        if details.by_intermediary is Tri.NO:
            continue
        made = details.by_intermediary is Tri.YES
        if not made and not _MAKER.search(material.issuer):
            continue
        if details.maker.strip() and details.qualification.strip():
            yield GOOD
        elif made:
            yield wrong(
                "由中介机构或法定机构出具，却没有写机构类别或资质要求",
                "写明机构类别和法定资质、资格要求。",
                material.key,
            )
        else:
            yield missing(
                f"由“{material.issuer}”出具，没有写机构类别和资质要求",
                "由部门写明机构类别和法定资质、资格要求；不是中介机构的也请注明。",
                material.key,
            )


def not_shareable(s: Subject) -> Iterator[LintVerdict]:
    """Shareable papers are confirmed, not demanded (办法第十条（四）)."""
    for material, details in s.materials:
        yield _not_shareable(s, material, details)


def _not_shareable(s: Subject, material: Material, details: MaterialDetails) -> LintVerdict:
    papers = [s.guide.papers[use.paper] for use in material.papers if use.paper in s.guide.papers]
    shared = [paper.name for paper in papers if paper.shareable is Tri.YES]
    if shared and details.confirm_only is not Tri.YES:
        return wrong(
            f"“{'、'.join(shared)}”能通过信息共享获取，仍列为要交的材料",
            "改为不用提交、只请申请人确认。",
            material.key,
        )
    if not shared and any(paper.shareable is Tri.UNKNOWN for paper in papers):
        if _OWN.search(material.issuer) and not _ORGAN.search(material.issuer):
            return GOOD  # no department holds what the applicant makes
        return missing("没有说明能不能通过信息共享获取", "由部门核定；能共享的不再要求提供。", material.key)
    return GOOD


def deferring(s: Subject) -> Iterator[LintVerdict]:
    """主要材料, deferrable, and for how many days (办法第十六条（三）)."""
    for material, details in s.materials:
        if material.main is Tri.YES and material.deferrable is Tri.YES:
            yield wrong("是主要材料，又写可以容缺", "主要材料不能容缺，两处改成一致。", material.key)
        elif material.deferrable is Tri.YES and not (
            details.defer_days or days_in(material.defer_note or "", None)
        ):
            yield missing("写可以容缺，没有补正的天数", "由部门核定几个工作日内补齐。", material.key)
        elif Tri.UNKNOWN in (material.main, material.deferrable):
            yield missing("没有核定是不是主要材料、能不能容缺", "由部门核定。", material.key)
        else:
            yield GOOD


def clear_paper_words(guide: Guide, check: str) -> Ruling:
    """No catch-all word in a paper's name or issuer, unless reported at its material (办法第十条（一）)."""
    users: defaultdict[str, list[Material]] = defaultdict(list)
    for item in guide.items.values():
        for material in item.materials:
            for use in material.papers:
                users[use.paper].append(material)
    flaws: list[FlawWords] = []
    for paper in guide.papers.values():
        names = _unreported(paper.name, [m.name for m in users[paper.id]])
        issuers = _unreported(paper.issuer, [m.issuer for m in users[paper.id]])
        parts = [("名称", names)] if names else []
        parts += [(f"出具单位“{paper.issuer}”", issuers)] if issuers else []
        if parts:
            words = "；".join(f"{where}里有“{'”“'.join(found)}”" for where, found in parts)
            flaws.append(
                (
                    Where(f"收件材料“{paper.name}”（{paper.id}）", paper=paper.id),
                    f"{words}，没有说清是什么、由谁出具",
                    "由部门列全，去掉模糊兜底的字样。",
                )
            )
    return ruling(check, len(guide.papers), flaws)


def _unreported(text: str, reported: list[str]) -> list[str]:
    words = [vague.word for vague in vague_in(text) if vague.open]
    if not words:
        return []
    known = {vague.word for other in reported for vague in vague_in(other)}
    return [word for word in words if word not in known]
