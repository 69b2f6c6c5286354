"""The guide workbook: sheets, columns, and what makes its rows a valid guide."""
