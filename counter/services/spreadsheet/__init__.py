"""Workbooks written and files from strangers read, safely."""
