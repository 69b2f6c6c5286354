"""The frame of every window: bars, status lights, signing on, scanner."""
