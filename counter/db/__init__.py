"""How it is kept: the journal, its keys, its read models, migrations."""
