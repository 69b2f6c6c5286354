"""Pages of the hall for the supervisor (大厅)."""
