"""What the applicant's screen shows."""
