"""What is true at a counter: pure rules, no Qt, SQL, files, clock or randomness."""
