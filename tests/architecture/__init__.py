"""Tests of the house rules: sizes, names, what may stand where."""
