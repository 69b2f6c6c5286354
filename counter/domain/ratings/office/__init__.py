"""Ratings at the office that handles them: taken in, rectified, reviewed."""
