"""The supervisor's room over windows (值班主管室): what is on the board, and where each count comes from."""
