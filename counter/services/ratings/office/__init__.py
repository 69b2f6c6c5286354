"""Services of the office that handles ratings."""
