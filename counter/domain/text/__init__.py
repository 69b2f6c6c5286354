"""Text input and output: pinyin, dates, check digits, printable characters."""
