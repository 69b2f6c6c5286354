"""Services of the hall: people on duty, calendar, clock, settings."""
