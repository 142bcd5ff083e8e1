"""Which font each character of captions is drawn in: those that ship with autocut, else the machine's own."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from autocut.errors import ToolError
from autocut.model.captions import Cue
from autocut.render.fonts import LINE_HEIGHT, font, font_path, second_font_path
from autocut.render.fonts.coverage import characters

_SUFFIXES = (".ttf", ".otf", ".ttc")
_JOINER, _KEYCAP = 0x200D, 0x20E3
_EMOJI = ((0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF), (0xE0020, 0xE007F))
_SKINS, _PRESENTATIONS = range(0x1F3FB, 0x1F400), range(0xFE00, 0xFE10)
_INSTALL = "install one, such as Noto Sans of that script, or leave them beside the picture (captions.burn=false)"


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts beside the usual one that a text needs: the family of each character, and the file of each family.

    `lacking` is how often each character is said that no font has.
    """

    families: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    lacking: Mapping[str, int] = field(default_factory=dict)

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in runs of one family, each with its name, which is empty for the usual font.

        Spaces and marks stay with the letters before them, so that what belongs together is shaped together.
        """
        begun, family = 0, ""
        for k, character in enumerate(text):
            own = self.families.get(character, "")
            follows = not own and bool(family) and unicodedata.category(character) in ("Mn", "Me", "Cf")
            if own != family and not follows:
                if k > begun:
                    yield text[begun:k], family
                begun, family = k, own
        if text:
            yield text[begun:], family

    def width(self, text: str) -> float:
        """How wide the text stands, in parts of the font size."""
        return sum(_length(run, self.files.get(family)) for run, family in self.runs(text))


def faces_of(cues: Iterable[Cue], own: Sequence[Path] | None = None) -> Faces:
    """The fonts that captions are drawn in: those that ship, then the machine's `own`, looked up where not given.

    Raises ToolError where the installation has lost a font that ships.
    """
    said = Counter(character for cue in cues for line in cue.lines for character in line)
    usual = characters(font_path())
    needed = {each: count for each, count in said.items() if ord(each) not in usual and not _invisible(each)}
    families: dict[str, str] = {}
    files: dict[str, Path] = {}
    for path in _candidates(needed, own):
        drawn = [each for each in needed if each not in families and ord(each) in characters(path)]
        if drawn:
            families.update(dict.fromkeys(drawn, _family(path)))
            files[_family(path)] = path
    return Faces(families, files, {each: needed[each] for each in needed if each not in families})


def drawable(cues: Sequence[Cue], faces: Faces) -> tuple[Cue, ...]:
    """The cues without what cannot be drawn: what joins and colours emoji, and emoji that no font has.

    Raises ToolError where letters are among what no font has: then something would be missing that must be read.
    """
    letters = Counter[str]()
    for character, count in faces.lacking.items():
        if not is_emoji(character):
            letters[_script(character)] += count
    if letters:
        told = " and ".join(f"{count} characters of {script}" for script, count in letters.most_common())
        raise ToolError(f"captions: {told} have no font: {_INSTALL}")
    found = (replace(cue, lines=tuple(_without(line, faces) for line in cue.lines)) for cue in cues)
    kept = (replace(cue, lines=tuple(line for line in cue.lines if line)) for cue in found)
    return tuple(cue for cue in kept if cue.lines)


def emoji_notes(faces: Faces) -> tuple[str, ...]:
    """That emoji are left out, and which."""
    lost = {each: count for each, count in faces.lacking.items() if is_emoji(each)}
    if not lost:
        return ()
    return (f"captions: {sum(lost.values())} emoji are not burnt in, for no font has them: {' '.join(lost)}",)


def is_emoji(character: str) -> bool:
    """Whether the character is a pictograph, and no letter."""
    return any(first <= ord(character) <= last for first, last in _EMOJI) or ord(character) == _KEYCAP


def _invisible(character: str) -> bool:
    """Whether nothing is drawn for it alone: it joins, or says how its neighbour is to look."""
    code = ord(character)
    return unicodedata.category(character) in ("Cf", "Cc", "Zs") or code in _PRESENTATIONS or code in _SKINS


def _without(line: str, faces: Faces) -> str:
    kept = []
    for k, character in enumerate(line):
        code = ord(character)
        joins = code == _JOINER and any(is_emoji(each) for each in line[max(0, k - 2) : k + 2])
        if not (character in faces.lacking or joins or code in _PRESENTATIONS or code in _SKINS):
            kept.append(character)
    return " ".join("".join(kept).split()) if len(kept) < len(line) else line


def _script(character: str) -> str:
    """The writing system that a character's name begins with."""
    name = unicodedata.name(character, "unknown writing").split()[0]
    return name if name == "CJK" else name.title()


def _candidates(needed: Mapping[str, int], own: Sequence[Path] | None) -> Iterator[Path]:
    if not needed:
        return
    second = second_font_path()
    yield second
    if any(ord(each) not in characters(second) for each in needed):
        yield from _installed() if own is None else own


@cache
def _installed() -> tuple[Path, ...]:
    """The machine's font files, the bold and the plain first: their names say what they are."""
    found = [
        path
        for folder in _folders()
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _SUFFIXES and path.is_file()
    ]
    return tuple(sorted(found, key=_liking))


def _liking(path: Path) -> tuple[bool, bool, bool, str]:
    name = path.stem.lower()
    odd = any(word in name for word in ("italic", "oblique", "mono", "serif", "condensed", "light", "thin"))
    return odd, "bold" not in name, "noto" not in name, name


def _folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts",)
    if sys.platform == "darwin":
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return home / ".fonts", home / ".local/share/fonts", *shared


def _length(text: str, path: Path | None) -> float:
    from PIL import ImageFont

    if path is None:
        return float(font(100).getlength(text)) / 100
    # libass takes a size to be ascent and descent together, so that fonts of low lines come out larger.
    face = ImageFont.truetype(str(path), 100)
    return face.getlength(text) / sum(face.getmetrics()) * LINE_HEIGHT


@cache
def _family(path: Path) -> str:
    from PIL import ImageFont

    name: str = ImageFont.truetype(str(path), 10).getname()[0] or path.stem
    return name
