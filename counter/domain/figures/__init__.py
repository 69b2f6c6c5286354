"""What figures find, in words: shared by ledger, boards and ratings."""
