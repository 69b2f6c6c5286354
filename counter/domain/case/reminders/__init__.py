"""Telling applicants how their cases go: milestones by rule, the hours for it, the words, the gateway's files."""
