"""The manual cut into chapters and searched."""

from __future__ import annotations

from counter.domain.reading.manual import chapter_at, chapters, find, plain, unwrapped

BOOK = """# 操作手册

给窗口人员看的。

## 1 上岗

输入工号和口令。

```
# 不是标题
counter doctor
```

### 换人

按 **Ctrl+L**，见[大厅手册](大厅.md)。

## 14 待办

| 键 | 作用 |
|---|---|
| F2 | 打开待办 |
"""


def test_that_a_line_that_ends_between_chinese_characters_leaves_no_blank() -> None:
    text = "* 按 F8 打一页，再扫。\n  扫上了，变绿；再按\n  F9 一次。\n* **加密**"
    assert unwrapped(text) == "* 按 F8 打一页，再扫。扫上了，变绿；再按\n  F9 一次。\n* **加密**"


def test_that_a_heading_a_table_a_paragraph_and_commands_keep_their_lines() -> None:
    text = "## 自检\n一行一样\n\n另一段。\n\n| 键 |\n|---|\n| F2 |\n\n```\n备份\n恢复\n```\n末"
    assert unwrapped(text) == text


def test_that_a_book_is_cut_at_its_headings_and_loses_nothing() -> None:
    every = chapters("操作手册", BOOK)
    assert [(c.level, c.title) for c in every] == [
        (1, "操作手册"),
        (2, "1 上岗"),
        (3, "换人"),
        (2, "14 待办"),
    ]
    assert "# 不是标题" in every[1].text
    assert "\n".join(c.text for c in every) == BOOK.rstrip("\n")


def test_that_all_words_have_to_be_there_and_a_title_comes_first() -> None:
    every = (*chapters("操作手册", BOOK), *chapters("大厅", "# 大厅\n\n上岗的口令在这里改。"))
    assert [every[hit.chapter].title for hit in find(every, "上岗")] == ["1 上岗", "大厅"]
    assert [every[hit.chapter].title for hit in find(every, "上岗 改")] == ["大厅"]
    assert find(every, "ctrl+l")[0].around.endswith("按 Ctrl+L ，见大厅手册。")
    assert find(every, "  ") == ()


def test_that_marks_of_markdown_are_no_words() -> None:
    assert plain("![图](pictures/a.png)\n| F2 | **打开** `待办` |\n|---|---|") == "F2 打开 待办"


def test_that_a_place_without_its_chapter_opens_its_book() -> None:
    every = (*chapters("操作手册", BOOK), *chapters("大厅", "# 大厅\n\n## 5 快到期的\n\n……"))
    assert every[chapter_at(every, "操作手册", "14")].title == "14 待办"
    assert every[chapter_at(every, "大厅", "没有这一章")].title == "大厅"
    assert chapter_at(every, "没有这一本", "14") == 0
