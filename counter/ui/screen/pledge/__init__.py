"""The pledge that the applicant reads and signs."""
