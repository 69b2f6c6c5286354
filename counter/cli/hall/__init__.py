"""Commands on the hall: people, sessions, calendar, clock, numbers."""
