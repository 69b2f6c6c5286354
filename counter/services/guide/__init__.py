"""Services of the guide at the window: versions, packs, reported problems."""
