"""The hall (大厅): place, organs, what each may do, recourse, people and their PINs."""
