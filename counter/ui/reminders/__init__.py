"""告知: the day's telephone list, a key for each outcome, the files of the SMS gateway."""
