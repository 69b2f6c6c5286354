"""How a Document reaches paper: typefaces, line breaking, pages, codes, and the press that makes the PDF.

Nothing here knows Qt or the database. The window only ever imports ``press`` and ``preview``, which are
light; reportlab and the fonts live in the process of the press.
"""
