"""The supervisor's room over windows (值班主管室): board, search, looks."""
