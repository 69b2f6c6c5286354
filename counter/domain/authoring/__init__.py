"""Writing the guide: editing, workbook, lint, comparison of versions."""
