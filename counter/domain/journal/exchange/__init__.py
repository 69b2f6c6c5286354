"""What stations exchange of their journals: signed batches of entries, and what is proved of them."""
