"""Bars, trends and small multiples: painted, with a text for every mark, keys, and nothing told by colour alone."""
