"""Authoring of the guide: editing, workbook input, lint, pasted lists."""
