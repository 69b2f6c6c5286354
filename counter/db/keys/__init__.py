"""The keys of a profile and what they seal."""
