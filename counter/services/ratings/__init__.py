"""Services of ratings at the window: invite, cast, seal, pack, account."""
