"""The journal in the file: transactions, chain heads, epochs, witnesses."""
