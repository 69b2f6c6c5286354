"""Touch controls of the applicant's screen."""
