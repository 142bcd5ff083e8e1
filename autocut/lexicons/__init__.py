"""The lexicons that autocut ships, one TOML file a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from autocut.convert import from_data
from autocut.model.analysis import Analysis
from autocut.model.lexicon import Lexicon


def lexicon_of(analysis: Analysis) -> Lexicon:
    """The lexicon of the language that is spoken, empty where none is or nobody knows it."""
    return lexicon(analysis.transcript.language) if analysis.transcript else Lexicon()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (ISO 639-1), empty where there is none."""
    path = files(__package__).joinpath(f"{language}.toml")
    if not language.isalpha() or not path.is_file():
        return Lexicon(language)
    return from_data(tomllib.loads(path.read_text("utf-8")), Lexicon)
