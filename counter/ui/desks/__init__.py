"""What pages ask of the program, as protocols."""
