"""Key slots of a profile's card: opening, adding and removing them."""
