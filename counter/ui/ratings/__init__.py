"""The window of the 差评处理室: ratings as figures, and every bad one walked to its answer."""
