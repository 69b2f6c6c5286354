"""The window of the 指南编辑室: editing, linting and publishing the guide."""
