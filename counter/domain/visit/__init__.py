"""A visit (来访) before it is filed: answers, checklist, verdict."""
