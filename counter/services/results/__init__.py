"""Results as things: taken in, given out, taken back by the organ; an organ's list of the day."""
