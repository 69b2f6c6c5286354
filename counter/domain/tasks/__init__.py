"""What is still to be done (待办), and how urgent it is."""
