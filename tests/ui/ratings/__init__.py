"""The window of the 差评处理室, on a real office."""
