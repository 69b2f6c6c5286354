"""Labels and keys of acts on a filed case."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.item_events import Again, Cause, Hands, Pause, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Ground, KnownBy
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.people.applicant import Applicant


@dataclass(frozen=True, slots=True)
class ActWord:
    """Label of an act and its Alt letter (initial of its pinyin; a sign or another key where those are taken)."""

    label: str
    letter: str


WORDS: dict[type[CaseAct], tuple[object, str]] = {
    acts.Supplement: (QT_TRANSLATE_NOOP("acts", "补交材料"), "B"),
    acts.TakeNamed: (QT_TRANSLATE_NOOP("acts", "代收材料"), "9"),
    acts.CheckTaken: (QT_TRANSLATE_NOOP("acts", "核对代收材料"), "0"),
    acts.IdentifyParty: (QT_TRANSLATE_NOOP("acts", "核对号码"), "K"),
    acts.Relieve: (QT_TRANSLATE_NOOP("acts", "按新版免交"), "A"),
    acts.Decide: (QT_TRANSLATE_NOOP("acts", "接着办"), "J"),
    acts.SignPledge: (QT_TRANSLATE_NOOP("acts", "签承诺书"), "Q"),
    acts.Void: (QT_TRANSLATE_NOOP("acts", "收回决定"), "H"),
    acts.ApplyWithdrawal: (QT_TRANSLATE_NOOP("acts", "撤回申请"), "C"),
    acts.Withdraw: (QT_TRANSLATE_NOOP("acts", "撤回申请书已签"), "U"),
    acts.DropItems: (QT_TRANSLATE_NOOP("acts", "不办这项"), "D"),
    acts.Propose: (QT_TRANSLATE_NOOP("acts", "代机关拟稿"), "N"),
    acts.RecordAcceptance: (QT_TRANSLATE_NOOP("acts", "机关受理"), "O"),
    acts.RecordOrganNotice: (QT_TRANSLATE_NOOP("acts", "机关补正"), "."),
    acts.Conclude: (QT_TRANSLATE_NOOP("acts", "登记结果"), "G"),
    acts.RegisterResult: (QT_TRANSLATE_NOOP("acts", "证照到柜"), ","),
    acts.HandOutResults: (QT_TRANSLATE_NOOP("acts", "领取证照"), "'"),
    acts.TakeBackResult: (QT_TRANSLATE_NOOP("acts", "机关收回"), "`"),
    acts.CallInResult: (QT_TRANSLATE_NOOP("acts", "追回证照"), "/"),
    acts.TakeNote: (QT_TRANSLATE_NOOP("acts", "与规则不符"), "I"),
    acts.PauseClock: (QT_TRANSLATE_NOOP("acts", "特别程序"), "T"),
    acts.Extend: (QT_TRANSLATE_NOOP("acts", "批准延期"), "P"),
    acts.ResumeClock: (QT_TRANSLATE_NOOP("acts", "恢复计时"), "F"),
    acts.SetDates: (QT_TRANSLATE_NOOP("acts", "确定日期"), "R"),
    acts.MovePapers: (QT_TRANSLATE_NOOP("acts", "物料流转"), "L"),
    acts.MarkPrinted: (QT_TRANSLATE_NOOP("acts", "已出纸"), "Z"),
    acts.MarkFailed: (QT_TRANSLATE_NOOP("acts", "没打出来"), "M"),
    acts.Stamp: (QT_TRANSLATE_NOOP("acts", "已盖章"), "Y"),
    acts.PrepareDelivery: (QT_TRANSLATE_NOOP("acts", "出送达回证"), "E"),
    acts.Serve: (QT_TRANSLATE_NOOP("acts", "登记送达"), "S"),
    acts.Reissue: (QT_TRANSLATE_NOOP("acts", "换发"), "X"),
    acts.Deem: (QT_TRANSLATE_NOOP("acts", "登记视为受理"), "W"),
    acts.Settle: (QT_TRANSLATE_NOOP("acts", "处理矛盾"), "V"),
    acts.ReceiveCase: (QT_TRANSLATE_NOOP("acts", "接收移交"), "7"),
    acts.HandOver: (QT_TRANSLATE_NOOP("acts", "移交"), "8"),
    acts.RecordOfficialNumber: (QT_TRANSLATE_NOOP("acts", "官方编号"), "\\"),
    acts.CorrectRegistration: (QT_TRANSLATE_NOOP("acts", "更正登记"), "Ins"),
    acts.PassOn: (QT_TRANSLATE_NOOP("acts", "换跟踪人"), "Home"),
    acts.AgreeReminders: (QT_TRANSLATE_NOOP("acts", "进度提醒"), "End"),
}
"""Label (to be translated) and key of every act. Alt+1 to Alt+6 are the usual reasons of a form."""


def act_word(kind: type[CaseAct]) -> ActWord:
    """The button of an act."""
    label, letter = WORDS[kind]
    return ActWord(QCoreApplication.translate("acts", str(label)), letter)


def signer_word(signer: Signer) -> str:
    """Label of a pledge's signer."""
    translate = QCoreApplication.translate
    return {
        Signer.APPLICANT: translate("acts", "申请人本人"),
        Signer.LEGAL_REPRESENTATIVE: translate("acts", "法定代表人（负责人）"),
        Signer.GUARDIAN: translate("acts", "法定代理人"),
        Signer.AGENT: translate("acts", "委托代理人"),
    }[signer]


def signer_name(applicant: Applicant, signer: Signer) -> str:
    """Registered name of that signer, empty where none is."""
    person = {
        Signer.GUARDIAN: applicant.guardian.person if applicant.guardian else None,
        Signer.AGENT: applicant.agent.person if applicant.agent else None,
    }.get(signer, applicant.person)
    if person is None:
        return applicant.name if signer is Signer.APPLICANT else ""
    return person.name


def result_word(result: Result) -> str:
    """What the organ decided."""
    translate = QCoreApplication.translate
    return {
        Result.GRANTED: translate("acts", "准予，已办结"),
        Result.REJECTED: translate("acts", "不予批准"),
        Result.REFUSED: translate("acts", "不予受理"),
        Result.REVOKED: translate("acts", "撤销"),
        Result.LAPSED: translate("acts", "视为放弃（撤回）"),
    }[result]


def cause_word(cause: Cause) -> str:
    """Label of why a decision is drafted for the organ."""
    translate = QCoreApplication.translate
    return {
        Cause.INSISTED: translate("acts", "申请人坚持提交"),
        Cause.GAP_EXPIRED: translate("acts", "容缺逾期没有补"),
        Cause.GAP_WRONG: translate("acts", "容缺补了仍不符合"),
        Cause.CORRECTION_LAPSED: translate("acts", "补正逾期没有交"),
        Cause.CORRECTION_WRONG: translate("acts", "补正后仍不符合"),
        Cause.NEGATIVE_RESULT: translate("acts", "审查结果不予批准"),
    }[cause]


def ground_word(ground: Ground) -> str:
    """Label of why an organ decided against the applicant."""
    translate = QCoreApplication.translate
    return {
        Ground.INCOMPLETE: translate("acts", "材料不齐、逾期未补"),
        Ground.OTHER: translate("acts", "其他法定理由"),
    }[ground]


def known_by_word(known_by: KnownBy) -> str:
    """Label of how an organ's confirmation is known."""
    translate = QCoreApplication.translate
    return {
        KnownBy.PIN: translate("acts", "首席代表在场，输入本人口令"),
        KnownBy.PAPER: translate("acts", "机关签发的文书"),
    }[known_by]


def pause_word(pause: Pause) -> str:
    """A special procedure."""
    translate = QCoreApplication.translate
    return {
        Pause.HEARING: translate("acts", "听证"),
        Pause.TENDER: translate("acts", "招标"),
        Pause.AUCTION: translate("acts", "拍卖"),
        Pause.INSPECTION: translate("acts", "检验"),
        Pause.TESTING: translate("acts", "检测"),
        Pause.QUARANTINE: translate("acts", "检疫"),
        Pause.APPRAISAL: translate("acts", "鉴定"),
        Pause.EXPERT_REVIEW: translate("acts", "专家评审"),
        Pause.EXTENSION: translate("acts", "延长审批"),
    }[pause]


def delivery_word(way: Way) -> str:
    """Label of how a paper reaches the applicant."""
    translate = QCoreApplication.translate
    return {
        Way.WINDOW: translate("acts", "窗口领取"),
        Way.POST: translate("acts", "邮寄"),
        Way.ELECTRONIC: translate("acts", "电子送达"),
        Way.PUBLIC_NOTICE: translate("acts", "公告送达"),
    }[way]


def move_word(hands: Hands) -> str:
    """Where papers go."""
    translate = QCoreApplication.translate
    return {
        Hands.TO_ORGAN: translate("acts", "窗口交部门"),
        Hands.TO_WINDOW: translate("acts", "部门退窗口"),
        Hands.TO_APPLICANT: translate("acts", "退还申请人"),
    }[hands]


def again_word(again: Again) -> str:
    """Label of why a notice is repeated."""
    translate = QCoreApplication.translate
    return {
        Again.NEW_FACT: translate("acts", "出现新的事实"),
        Again.SUPERVISOR: translate("acts", "值班负责人说明理由"),
    }[again]


def state_tone(state: ItemState) -> str:
    """Colour role of an item's state."""
    if state in (ItemState.ACCEPTED, ItemState.DONE, ItemState.GRANTED, ItemState.DEEMED):
        return "received"
    if state in (ItemState.GAPPED, ItemState.TO_PLEDGE):
        return "gap"
    if state in (
        ItemState.TO_CORRECT,
        ItemState.TO_REFUSE,
        ItemState.REJECTED,
        ItemState.REFUSED,
        ItemState.CONFLICT,
    ):
        return "correct"
    return "shared"


def stage_tone(stage: PaperStage) -> str:
    """Colour role of a paper's stage."""
    if stage in (PaperStage.SERVED, PaperStage.ANNOUNCED, PaperStage.PUBLISHED, PaperStage.STAMPED):
        return "received"
    if stage in (PaperStage.FAILED, PaperStage.DECLINED):
        return "correct"
    return "second"
