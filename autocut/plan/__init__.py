"""Scored passages to planned versions: pure, a file for each kind of edit (`EDITS` in `plan.py` lists them)."""
