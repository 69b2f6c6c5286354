"""The page of tasks (待办)."""
