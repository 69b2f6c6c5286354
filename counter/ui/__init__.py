"""The windows: pages arrange widgets and never decide; an open profile is reached through a facade (``ui/facades``)."""
