"""The one room that knows every other: builds the parts and hands them to the window and the command line."""
