"""The track that a preset chooses is the one that is analyzed, rendered and told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autocut.errors import InputError
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.media.samples import samples
from autocut.media.tracks import choose_track
from autocut.model.event import Failed
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.pipeline import delivered, planned
from autocut.survey import Sources, analyzed
from tests.builders import a_preset
from tests.media.sources import X264, picture, tone
from tests.render.pictures import heard
from tests.render.versions import full_preset, version

GERMAN, ENGLISH = 440, 1000


@pytest.fixture
def two_tracks(make: Callable[..., Path]) -> Path:
    """Four seconds with a loud German tone of 440 Hz and a quiet English one of 1 kHz."""
    tones = [
        argument
        for hertz, volume in ((GERMAN, 0), (ENGLISH, -20))
        for argument in ("-f", "lavfi", "-i", f"sine={hertz}:r=48000:d=4,volume={volume}dB")
    ]
    tags = ("-metadata:s:a:0", "language=deu", "-metadata:s:a:1", "language=eng")
    coding = ("-map", "0:v", "-map", "1:a", "-map", "2:a", *tags, *X264, "-c:a", "pcm_s16le")
    return make("chosen-track.mkv", *picture(4), *tones, *coding)


def pitch(path: Path) -> float:
    """The strongest frequency of the first channel, in Hz."""
    sound = heard(path)[0, 48_000:96_000]
    return float(np.argmax(np.abs(np.fft.rfft(sound))))


@pytest.mark.parametrize(("track", "hertz"), [("auto", GERMAN), ("2", ENGLISH), ("en", ENGLISH)])
def test_a_version_has_the_chosen_track_and_the_manifest_says_so(
    track: str, hertz: int, two_tracks: Path, tmp_path: Path
) -> None:
    master = probe(two_tracks)
    rendition = version(master, [Span(0.0, 4.0)], full_preset(f'analysis.audio_track="{track}"'))
    manifest = finish(delivered(Plan(PLAN_SCHEMA, master, (rendition,)), tmp_path))
    (entry,) = manifest["deliveries"]
    assert pitch(Path(entry["path"])) == hertz
    number = 1 if hertz == GERMAN else 2
    assert any(note.startswith(f"heard is sound track {number} (") for note in entry["notes"])


@pytest.mark.parametrize(("name", "asked"), [("pair.mxf", "auto"), ("pair.mov", "2+1")])
def test_two_mono_tracks_become_left_and_right_and_both_are_analyzed(
    name: str, asked: str, make: Callable[..., Path], tmp_path: Path
) -> None:
    maps = ("-map", "0:v", "-map", "1:a", "-map", "2:a")
    coding = ("-c:v", "mpeg2video" if name == "pair.mxf" else "libx264", "-c:a", "pcm_s16le")
    path = make(f"chosen-{name}", *picture(4), *tone(4, GERMAN), *tone(4, ENGLISH), *maps, *coding)
    master, preset = probe(path), full_preset(f'analysis.audio_track="{asked}"', "analysis.speech=false")
    rendition = version(master, [Span(0.0, 2.0), Span(3.0, 4.0)], preset)
    (entry,) = finish(delivered(Plan(PLAN_SCHEMA, master, (rendition,)), tmp_path))["deliveries"]
    sides = heard(Path(entry["path"]))[:, 24_000:72_000]
    pitches = [float(np.argmax(np.abs(np.fft.rfft(side)))) for side in sides]
    assert pitches == ([GERMAN, ENGLISH] if asked == "auto" else [ENGLISH, GERMAN])
    assert any(note.startswith("sound tracks ") and note.endswith("joined to stereo") for note in entry["notes"])
    settings = [preset.analysis, replace(preset.analysis, audio_track="1")]
    both, one = (each.loudness for each in finish(analyzed(master, settings, Sources(offline=True), ["loudness"])))
    assert both is not None
    assert one is not None
    assert both.momentary.values[20] - one.momentary.values[20] == pytest.approx(3.4, abs=0.6)
    assert np.abs(np.fft.rfft(samples(choose_track(master, settings[0]), 8000)[8000:16000]))[[440, 1000]].min() > 300


def test_each_track_has_findings_of_its_own(two_tracks: Path) -> None:
    settings = [
        a_preset("youtube-full", f'analysis.audio_track="{track}"', "analysis.speech=false").analysis
        for track in ("1", "2", "de")
    ]
    work = analyzed(probe(two_tracks), settings, Sources(offline=True), ["loudness"])
    german, english, again = (analysis.loudness for analysis in finish(work))
    assert german is not None
    assert english is not None
    assert german.true_peak.values[20] - english.true_peak.values[20] == pytest.approx(20, abs=0.5)
    assert again == german


def test_a_plan_is_refused_where_the_track_is_not_there(two_tracks: Path, tmp_path: Path) -> None:
    preset = full_preset('analysis.audio_track="fr"')
    with pytest.raises(InputError, match="no sound track 'fr'"):
        finish(planned(two_tracks, [preset], Sources(offline=True)))
    master = probe(two_tracks)
    rendition = version(master, [Span(0.0, 4.0)], preset)
    events = list(delivered(Plan(PLAN_SCHEMA, master, (rendition,)), tmp_path))
    assert any(isinstance(event, Failed) and "no sound track 'fr'" in event.sentence for event in events)
