"""How an English word that no dictionary knows is probably spoken, from its letters."""

from __future__ import annotations

import re

_NAMES = {
    "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY", "h": "EY CH", "i": "AY",
    "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P IY", "q": "K Y UW",
    "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S",
    "y": "W AY", "z": "Z IY",
}  # fmt: skip
_RULES = {
    "^kn": "N", "^gn": "N", "^wr": "R", "^ps": "S", "^x": "Z", "^y": "Y",
    "tion": "SH AH N", "ssion": "SH AH N", "(?<=[aeiou])sion": "ZH AH N", "cian$": "SH AH N",
    "cious": "SH AH S", "tious": "SH AH S", "ous$": "AH S", "ture": "CH ER", "sure$": "ZH ER",
    "igh": "AY", "eigh": "EY", "augh": "AO", "ough": "AO", "(?<=[aeiou])gh": "", "gh": "G",
    "ain": "EY N", "ei": "EY", "ai": "EY", "ay": "EY", "eau": "OW", "au": "AO", "aw": "AO", "ee": "IY", "ear": "IH R",
    "ea": "IY", "eu": "Y UW", "ew": "UW", "ey$": "IY", "ey": "EY", "ie$": "IY", "ie": "IY", "oa": "OW", "oi": "OY",
    "oy": "OY", "oo": "UW", "ou": "AW", "ow$": "OW", "ow": "AW", "ue$": "UW", "ui": "UW",
    "ar(?=[aeiou])": "EH R", "ar": "AA R", "er": "ER", "ir": "ER", "ur": "ER", "or": "AO R",
    "all": "AO L", "(?<=[a-z])le$": "AH L", "es$(?<=[scxz]es)": "AH Z", "(?<=[td])ed$": "AH D", "(?<=[pkfsxc])ed$": "T",
    "ed$(?<=[a-z][a-z]ed)": "D", "ing$": "IH NG", "(?<=[a-z])y$": "IY", "ia$": "IY AH", "a$": "AH", "o$": "OW",
    "i$": "IY", "u$": "UW", "(?<=[aeiouy][bcdfgklmnprstvz])e$": "", "(?<=[a-z][a-z])e$": "", "e$": "IY",
    "a(?=[bcdfgklmnpstvz]e$)": "EY", "e(?=[bcdfgklmnpstvz]e$)": "IY", "i(?=[bcdfgklmnpstvz]e$)": "AY",
    "o(?=[bcdfgklmnpstvz]e$)": "OW", "u(?=[bcdfgklmnpstvz]e$)": "UW",
    "tch": "CH", "sch": "SH", "ch": "CH", "ck": "K", "cq": "K", "cc(?=[eiy])": "K S", "c(?=[eiy])": "S",
    "dge": "JH", "dg": "JH", "g(?=[eiy])": "JH", "ng$": "NG", "ng(?=[^aeiouy])": "NG", "n(?=[kx])": "NG",
    "ph": "F", "qu": "K W", "sh": "SH", "sc(?=[eiy])": "S", "th": "TH", "wh": "W", "mb$": "M", "mn$": "M",
    "(?<=[aeiou])s(?=[aeiou])": "Z", "(?<=[bdglmnrv])s$": "Z", "zz": "Z", "tz": "T S",
    "bb": "B", "cc": "K", "dd": "D", "ff": "F", "gg": "G", "kk": "K", "ll": "L", "mm": "M", "nn": "N", "pp": "P",
    "rr": "R", "ss": "S", "tt": "T", "vv": "V",
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH",
    "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH",
    "v": "V", "w": "W", "x": "K S", "y": "IH", "z": "Z",
}  # fmt: skip
_RULE = re.compile("|".join(f"({pattern})" for pattern in _RULES))
_SOUNDS = tuple(_RULES.values())


def sounded(letters: str) -> str:
    """The phones of a word of the letters a to z, lower case, by the common rules of English spelling.

    They are ARPABET without stress, parted by spaces; the first rule that fits at a place is taken.
    """
    phones: list[str] = []
    place = 0
    while found := _RULE.match(letters, place):
        if sound := _SOUNDS[(found.lastindex or 1) - 1]:
            phones.append(sound)
        place = found.end()
    return " ".join(phones)


def named(letters: str) -> str:
    """The phones of the letters' names, as in "BBC"."""
    return " ".join(_NAMES[letter] for letter in letters)
