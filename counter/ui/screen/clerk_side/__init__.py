"""The clerk's control of the applicant's screen."""
