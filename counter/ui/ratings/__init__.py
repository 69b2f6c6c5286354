"""The window of the 差评处理室: ratings as figures, and the rectification of bad ones."""
