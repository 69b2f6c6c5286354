"""The commands of ``counter guide``: for a window, and for the bureau (指南编辑室)."""

from __future__ import annotations

from counter.cli.io.arguments import Parser
from counter.cli.io.loader import Command, add_commands

COMMANDS = (
    Command("list", "列出全部“一件事”", "counter.cli.guide.show:add_list"),
    Command("show", "某件事要办的事项、要交的材料和理由", "counter.cli.guide.show:add_show"),
    Command("sheet", "把一次性告知单存成 PDF", "counter.cli.guide.sheet:add"),
    Command("form", "把空白表格或样表存出来", "counter.cli.guide.form:add"),
    Command(
        "export", "把指南导成工作簿（.xlsx）、.json 或 .yaml", "counter.cli.authoring.workbook:add_export"
    ),
    Command("template", "空白的指南工作簿，带下拉和填写说明", "counter.cli.authoring.workbook:add_template"),
    Command(
        "check",
        "检查指南工作簿、.json 或 .yaml，逐格指出错在哪里",
        "counter.cli.authoring.workbook:add_check",
    ),
    Command("read", "一件事的办事指南全文", "counter.cli.guide.problems:add_read"),
    Command("problem", "问题反映：指南哪里不对，报主管局，记答复", "counter.cli.guide.problems:add_problem"),
    Command("lint", "按标准化管理办法和24项指标检查办事指南", "counter.cli.authoring.lint:add"),
    Command("diff", "两个版本的指南有哪些不同", "counter.cli.authoring.diff:add"),
    Command("versions", "指南有哪几版，现在用哪一版", "counter.cli.guide.versions:add_versions"),
    Command(
        "import", "导入指南包（窗口），或把工作簿并入草稿（指南编辑室）", "counter.cli.guide.import_guide:add"
    ),
    Command("trust", "采用指南编辑室的公钥，从此收它签的指南包", "counter.cli.guide.versions:add_trust"),
    Command("submit", "（指南编辑室）把草稿提交核对", "counter.cli.authoring.publish:add_submit"),
    Command("send-back", "（指南编辑室）把提交的草稿退回修改", "counter.cli.authoring.publish:add_send_back"),
    Command(
        "approve",
        "（指南编辑室）核对通过（没有改过草稿的值班负责人）",
        "counter.cli.authoring.publish:add_approve",
    ),
    Command(
        "publish",
        "（指南编辑室）发布核对过的草稿：编号、签名，不再改",
        "counter.cli.authoring.publish:add_publish",
    ),
    Command(
        "evidence",
        "（指南编辑室）记下需人工确认的检查查到了什么",
        "counter.cli.authoring.publish:add_evidence",
    ),
    Command("pack", "（指南编辑室）导出一版的指南包，拿到窗口导入", "counter.cli.authoring.publish:add_pack"),
    Command(
        "card", "（指南编辑室）导出指南编辑室的公钥，交各窗口采用", "counter.cli.authoring.publish:add_card"
    ),
)


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "办事指南：一件事、事项、材料。"
    parser.common()
    add_commands(parser, COMMANDS)
