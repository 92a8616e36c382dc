"""Checks of the six milestones. `python -m checks 1` runs those of the first on this repository."""
