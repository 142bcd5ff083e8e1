"""Measurements against footage with known truth: `python -m benchmarks.NAME --footage FOLDER --truth FOLDER`."""
