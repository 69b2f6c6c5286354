"""The supervisor's room over windows: samples of finished cases, and each window's numbers against the hub's."""
