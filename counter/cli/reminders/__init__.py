"""Commands about telling applicants how their cases go."""
