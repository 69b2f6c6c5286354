"""``counter archive``: the list, packages, their check, the handing over."""
