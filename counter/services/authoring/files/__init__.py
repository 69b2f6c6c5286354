"""Guide files from outside: workbook, YAML, JSON, read and checked."""
