"""Finished files to the outbox: whole or not at all, with a manifest that says what was measured."""
