"""The nouns: frozen, slotted dataclasses from the standard library alone, with tuples for lists and no I/O."""
