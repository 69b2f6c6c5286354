"""台账: rows of a period with its figures, and the monthly report."""
