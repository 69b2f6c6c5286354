"""A paper read back from a file, in a guarded child process."""
