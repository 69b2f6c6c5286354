"""What differs between two versions of the guide, in words."""
