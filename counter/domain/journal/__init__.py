"""The journal: entries, their canonical form, the hash chain, and the registry of event kinds."""
