"""Rating on the applicant's screen."""
