"""Titles for stretches of a talk: the noun phrases that tell each from the others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autocut.model.lexicon import Lexicon
from autocut.model.wording import parts, plain, stem
from autocut.plan.chapters.runs import Run, runs

_LONGEST_PHRASE = 3
_GAIN = (0.0, 1.0, 2.2, 2.4)
_GAIN_ONCE = (0.0, 1.0, 1.5, 1.5)
_LED = 0.5
_UNPROVEN = 0.2
_WORDS = 0.5
_SECOND = 0.6
_MOST_LETTERS = 49
_NUMBER_LETTERS = 5
_FIRST_WORDS = 6

Key = tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """How often a phrase is said in a stretch, how often where a noun would be, and how it is written."""

    said: int = 0
    named: float = 0.0
    written: Counter[str] = field(default_factory=Counter)

    @property
    def weight(self) -> float:
        """How often it is said as a noun, and a little for being said at all."""
        return self.named + _UNPROVEN * self.said


def titles(stretches: Sequence[Sequence[str]], lexicon: Lexicon) -> tuple[str, ...]:
    """A title of up to 49 letters for each stretch of sentences: one phrase, or two that are nearly as telling.

    A phrase is one to three words between function words (RAKE, Rose et al. 2010). It is worth what it is said times
    its rarity among the stretches (TF-IDF, Salton and Buckley 1988), mostly where it is led by an article or a
    capital, and half of what its words are worth. Where there is none, the stretch's first words; no two are the same
    if that can be. 49 letters are what YouTube shows of a title (support.vevo.com, 6945557784347, read 2026-11-26).
    """
    unwanted = frozenset(lexicon.forms("profanity"))
    common = _everywhere(stretches) if not lexicon.phrases.get("function") else frozenset()
    tallies = [_tallied(runs(sentences, lexicon, common), unwanted) for sentences in stretches]
    held = Counter(key for tally in tallies for key in tally)
    found: list[str] = []
    for number, (sentences, tally) in enumerate(zip(stretches, tallies, strict=True), 1):
        worth = {key: _worth(key, tally, held, len(tallies)) for key in tally}
        best = sorted(worth, key=lambda key: -worth[key])
        first = _first_words(sentences, unwanted)
        offers = (*_offers(best, worth, tally), *([first] if first else ()), f"{number}. {first}".strip())
        found.append(next((offer for offer in offers if offer not in found), offers[-1]))
    return tuple(found)


def _offers(best: Sequence[Key], worth: Mapping[Key, float], tally: Mapping[Key, _Tally]) -> Iterator[str]:
    """Titles from the phrases, the best first."""
    for key in best:
        first = _written(tally[key])
        other = next((each for each in best if not set(each) & set(key) and worth[each] <= worth[key]), None)
        both = f"{first}, {_written(tally[other])}" if other and worth[other] >= _SECOND * worth[key] else first
        title = both if len(both) <= _MOST_LETTERS else first
        if len(title) <= _MOST_LETTERS:
            yield title[0].upper() + title[1:]


def _everywhere(stretches: Sequence[Sequence[str]]) -> frozenset[str]:
    """The words that every stretch has."""
    words = [{word for sentence in sentences for word in plain(sentence)} for sentences in stretches]
    return frozenset(set.intersection(*words)) if words else frozenset()


def _first_words(sentences: Sequence[str], unwanted: frozenset[str]) -> str:
    said = [word for word in " ".join(sentences).split() if parts(word)]
    words = [word for word in said[:_FIRST_WORDS] if not unwanted.intersection(parts(word))]
    while len(" ".join(words)) > _MOST_LETTERS - _NUMBER_LETTERS:
        words.pop()
    return " ".join(words)


def _written(tally: _Tally) -> str:
    return tally.written.most_common(1)[0][0]


def _worth(key: Key, tally: Mapping[Key, _Tally], held: Mapping[Key, int], stretches: int) -> float:
    def rare(phrase: Key) -> float:
        return tally[phrase].weight * math.log((stretches + 1) / held[phrase])

    gain = _GAIN[len(key)] if tally[key].said > 1 else _GAIN_ONCE[len(key)]
    return rare(key) * gain + _WORDS * math.fsum(rare((word,)) for word in key) / len(key)


def _tallied(said: Iterable[Run], unwanted: frozenset[str]) -> dict[Key, _Tally]:
    """Every phrase of the runs, as they come, but none with a word that some would mute."""
    found: dict[Key, _Tally] = {}
    for run in said:
        for k in range(len(run.words)):
            for end in range(k + 1, min(len(run.words), k + _LONGEST_PHRASE) + 1):
                phrase = run.words[k:end]
                if not any(unwanted.intersection(parts(word)) for word in phrase):
                    tally = found.setdefault(tuple(stem(word.lower()) for word in phrase), _Tally())
                    _count(tally, run, k, end)
    return found


def _count(tally: _Tally, run: Run, k: int, end: int) -> None:
    """Where a noun would be: after an article, as far as the next function word, or for less up to a verb perhaps."""
    opens = run.begins_sentence and k == 0
    is_name = run.words[k][0].isupper() and not opens
    tally.said += 1
    if end == len(run.words) and (run.led or is_name):
        tally.named += 1
    elif run.led and k == 0:
        tally.named += _LED
    # How a word that begins a sentence is written elsewhere, nobody can tell.
    tally.written[" ".join(run.words[k:end])] += not opens
