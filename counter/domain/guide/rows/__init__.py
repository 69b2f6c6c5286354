"""A library as rows of sheets: columns, and what must be true before rows are a guide."""
