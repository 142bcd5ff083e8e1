"""Names of files as people mean them."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """The same for names that differ only in case, or in how a system composes their accents (NFC, NFD)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shown(name: str) -> str:
    """The name, with bytes that are no text (PEP 383) spelled out, such as \\xe9."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
