"""The child process that makes PDFs."""
