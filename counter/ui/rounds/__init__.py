"""Page 流转: what goes to organs and comes back, on slips, and who holds what."""
