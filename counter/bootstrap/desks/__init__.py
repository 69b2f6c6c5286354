"""What pages ask, answered from an open profile."""
