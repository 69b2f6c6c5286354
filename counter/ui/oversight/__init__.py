"""The window of the 值班主管室: what is late at which window, every case of the hall, nothing done to any."""
