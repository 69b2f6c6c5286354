"""The window of the 指南编辑室: editing, measuring and publishing the guide."""
