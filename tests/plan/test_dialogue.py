"""Speech is found on the timeline where the preset asks for the loudness of dialogue, and there is enough of it."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.plan.dialogue import dialogue
from tests.builders import a_preset, a_timeline

VOICE = (Span(1.0, 3.0), Span(10.0, 12.0))
GATED = a_preset("youtube-full", "audio.gate=dialogue")


def test_voices_of_the_master_are_moved_to_where_its_clips_play() -> None:
    spans, notes = dialogue(VOICE, a_timeline([Span(10.0, 14.0), Span(2.0, 4.0)]), GATED)
    assert spans == (Span(0.0, 2.0), Span(4.0, 5.0))
    assert notes == ("loudness is that of the dialogue (BS.1770 over the 50% in which voices were found)",)


def test_with_too_little_speech_the_programme_is_measured_and_that_is_said() -> None:
    spans, notes = dialogue(VOICE, a_timeline([Span(0.0, 40.0)]), GATED)
    assert spans == ()
    assert notes == ("loudness is that of the whole programme: 10% of it is speech, under 15%",)


def test_a_preset_that_asks_for_the_programme_needs_no_speech() -> None:
    assert dialogue(VOICE, a_timeline([Span(0.0, 4.0)]), a_preset("youtube-full")) == ((), ())
