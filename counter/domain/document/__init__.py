"""A paper (文书) as data: its kinds, its number, a drawn signature."""
