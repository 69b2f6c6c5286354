"""Commands on a profile: setup, check, doctor."""
