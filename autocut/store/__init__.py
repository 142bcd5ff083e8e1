"""Remembered findings: one file for each detector and master, under the user's cache folder.

The key is the master's fingerprint, the detector's repr and version and what it was given to know, so that
changing one detector redoes one. Several processes may use the folder at once: an entry is written whole or not
at all, and one that is removed while it is read is read to its end. `form.py` says what an entry looks like,
`keeping.py` which of them are kept. `paces.py` is beside them: how long whole masters took.
"""

from __future__ import annotations

from autocut.store.findings import Key, recall, remember
from autocut.store.form import Damaged, name_in
from autocut.store.keeping import Entry, clear, entries
from autocut.store.paces import recall_paces, remember_paces
from autocut.store.place import LIMIT_SETTING, SETTING, folder, limit

__all__ = [
    "LIMIT_SETTING",
    "SETTING",
    "Damaged",
    "Entry",
    "Key",
    "clear",
    "entries",
    "folder",
    "limit",
    "name_in",
    "recall",
    "recall_paces",
    "remember",
    "remember_paces",
]
