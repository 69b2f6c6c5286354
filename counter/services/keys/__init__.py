"""Services of keys: the hall's key, certificates, whose signatures count."""
