"""The key holder: a process that keeps the keys of one profile from power-on to shut-down or sleep."""
