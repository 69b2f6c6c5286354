"""A first start: choosing what this computer becomes, setting it up step by step, and the self-test."""
