"""The hall (大厅): jurisdiction, organs and their agreements, remedies, staff and PINs."""
