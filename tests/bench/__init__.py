"""Tests of the measuring itself: figures that are honest, floors that are short."""
