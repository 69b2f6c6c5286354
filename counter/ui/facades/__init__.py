"""What pages ask of an open profile: window, office, bureau, applicant's screen."""
