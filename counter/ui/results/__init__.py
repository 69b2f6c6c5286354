"""出件: what lies at the window for whom, and handing it out against one signed sheet."""
