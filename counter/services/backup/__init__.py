"""Backups in the program's work: when one is made, what a restored profile still has to settle."""
