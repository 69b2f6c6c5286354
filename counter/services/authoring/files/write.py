"""Write a guide library in the format of a file name: workbook, canonical JSON, YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.guide.library import canonical
from counter.services.spreadsheet.read_workbook import Progress

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

ENDINGS = (".xlsx", ".json", ".yaml")


def library_file(library: Library, ending: str, progress: Progress | None = None) -> bytes:
    """The file's content. ``ending``: one of ``ENDINGS``, in any case. Raises BadInput for another."""
    match ending.lower():
        case ".xlsx":
            from counter.services.authoring.files.workbook import guide_workbook

            return guide_workbook(library, progress)
        case ".json":
            return canonical(library)
        case ".yaml" | ".yml":
            from counter.services.authoring.files.yaml_file import guide_yaml

            return guide_yaml(library)
        case _:
            raise BadInput("文件名要以 .xlsx、.json 或 .yaml 结尾。", field="file")
