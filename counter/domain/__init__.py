"""The rules of a counter: pure, without Qt, SQL, files, clock or randomness."""
