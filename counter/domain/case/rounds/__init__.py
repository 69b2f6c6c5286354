"""Rounds of custody (物料流转汇总): papers of many cases that travel to one organ, or back, on one signed slip."""
