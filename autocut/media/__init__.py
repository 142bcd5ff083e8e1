"""The only folder that starts a process or decodes."""
