"""From a Document to paper: typefaces, line breaking, pages, codes, and the press that makes the PDF.

No Qt and no database here. The window only ever imports ``press`` and ``preview``, which are light; reportlab and the
fonts live in the process of the press.
"""
