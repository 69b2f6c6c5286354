"""Services of papers: copy, print, sign, verify."""
