"""The encrypted file: connection, schema, clock, errors."""
