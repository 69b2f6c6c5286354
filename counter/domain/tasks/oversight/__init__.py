"""The supervisor's room over windows (值班主管室): its board, samples of finished cases, each day's comparison."""
