"""Chinese names of the columns, for the sentences of ``counter check``."""

from __future__ import annotations

_WORDS = {
    "case": "所属案件",
    "number": "编号",
    "bundle": "一件事",
    "bundle_name": "一件事名称",
    "state": "状态",
    "opened_at": "收件时间",
    "updated_at": "更新时间",
    "due": "期限",
    "clerk": "经办人",
    "applicant": "申请人",
    "names": "检索姓名",
    "initials": "检索首字母",
    "id_numbers": "检索证件号",
    "phones": "检索电话",
    "open": "在办标记",
    "kind": "种类",
    "organ": "部门",
    "issued_at": "出具时间",
    "copies": "打印份数",
    "name": "姓名",
    "role": "岗位",
    "pin_hash": "口令",
    "active": "在岗标记",
    "item_name": "事项名称",
    "day": "日期",
    "provisional": "暂定标记",
    "words": "说明",
}


def column_words(column: str) -> str:
    """The column's name in Chinese; a column that only the office's figures have keeps its own name."""
    return _WORDS.get(column, f" {column} ")
