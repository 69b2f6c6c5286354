"""Exchange of entries between stations: the hub, courier files, and what is taken in."""
