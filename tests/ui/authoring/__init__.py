"""The window of the 指南编辑室, on a real bureau."""
