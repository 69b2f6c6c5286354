"""What a person does with a filed case at the window, on a real profile."""
