"""Ratings (评价): invitation, sealed box, slip, pack, accounts, figures."""
