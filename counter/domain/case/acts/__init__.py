"""What may be done with a filed case, one rule file for each kind of act."""
