"""Commands of rounds of custody."""
