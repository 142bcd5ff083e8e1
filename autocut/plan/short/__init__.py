"""Shorts: the best passages, cut as they are spoken."""
