"""Reading aloud on the applicant's screen."""
