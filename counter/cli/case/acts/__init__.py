"""Acts on a filed case on the command line: for each subject a file of options and one that reads their JSON form."""
