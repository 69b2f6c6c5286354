"""Tables of the exchange with other stations: their entries, batches, what is held, forks, marks."""
