"""The watch folder: what arrives is taken once, made, and put where it belongs, whatever happens meanwhile."""
