"""The words of every paper, from the facts of a case."""
