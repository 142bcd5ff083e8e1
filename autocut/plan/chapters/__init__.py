"""Chapters of a full version: where topics change, and what they are called."""
