"""Weights from what really happened: arithmetic on examples, which touches no file."""
