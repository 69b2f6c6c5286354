"""The summary that the applicant confirms."""
