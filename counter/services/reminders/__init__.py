"""Telling applicants how their cases go: the day's list, what came of a call, the files of the SMS gateway."""
