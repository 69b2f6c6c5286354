"""The applicant's part of a visit."""
