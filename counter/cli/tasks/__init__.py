"""Commands of tasks: records for the supervisor."""
