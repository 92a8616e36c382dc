"""Measurements: what checking, building and ordering cost. Not part of the generator."""
