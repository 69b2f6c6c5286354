"""Storage: the journal, its keys, its read models, migrations."""
