"""A planned version to a finished, verified file: pure argument lists, and the few functions that run them."""
