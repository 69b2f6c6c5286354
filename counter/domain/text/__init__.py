"""Text as people type it and papers print it: pinyin, days, check digits, printable characters."""
