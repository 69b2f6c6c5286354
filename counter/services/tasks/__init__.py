"""Services of tasks (待办)."""
