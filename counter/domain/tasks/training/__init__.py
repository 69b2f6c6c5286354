"""Practising at one's own hall (培训): lessons, their invented applicants, and what a visit there is measured by."""
