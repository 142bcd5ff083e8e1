"""The laws of editing, held against a finished file: what an editor would hear and see at its joins."""
