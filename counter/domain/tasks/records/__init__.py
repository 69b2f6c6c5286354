"""Records for the supervisor (记录): who did what over all cases and in the hall, unusual things first."""
