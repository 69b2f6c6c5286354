"""Chinese words for what the domain names, shared by pages."""
