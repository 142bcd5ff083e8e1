from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from autocut.model.geometry import Size
from autocut.model.media import Color, Master
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.render.films import Films
from autocut.render.graph import Mix, Version, coded_arguments, sound_arguments, version_arguments
from autocut.render.picture import Drawn
from tests.builders import CARD, FILM, NTSC, a_master, a_preset, a_rendition

MIX = Mix("sound.wav", -3.2, -1.4)
TWICE = (Span(1.001, 3.003), 1.001, Span(1.001, 3.003))
NASTY = (
    "/films/it's [a] {test} 100%.mp4",
    "/films/%03d frames: part 1, 2; 3=4.mp4",
    "-y.mp4",
    "/films/🎬 Ünïcode \\ back\\slash.mp4",
    "/films/new\nline.mp4",
    "concat:a|b.mp4",
)


@dataclass(frozen=True, slots=True)
class Read:
    """An ffmpeg argument list taken apart: options and path of each input, filters of each chain, output options."""

    inputs: list[tuple[dict[str, str], str]]
    filters: list[str]
    options: dict[str, str]
    output: str

    def named(self, name: str) -> list[str]:
        return [each for each in self.filters if re.match(rf"(\[[^]]+\])*{name}=", each)]


FLAGS = {"-vn", "-an"}


def read(arguments: list[str]) -> Read:
    inputs: list[tuple[dict[str, str], str]] = []
    options: dict[str, str] = {}
    graph = ""
    rest = iter(arguments[:-1])
    for argument in rest:
        if argument == "-i":
            inputs.append((options, next(rest)))
            options = {}
        elif argument == "-filter_complex":
            graph = next(rest)
            assert not options
        elif argument in FLAGS:
            options[argument] = ""
        else:
            assert argument.startswith("-"), argument
            value = next(rest)
            options[argument] = f"{options[argument]} {value}" if argument in options else value
    return Read(inputs, graph.split(";"), options, arguments[-1])


def version(
    rendition: Rendition, master: Master, *, sound: str | None = "sound.mp4", subtitles: str | None = None
) -> Read:
    drawn = Drawn({CARD: "card0.mkv"}, subtitles)
    return read(version_arguments([Version(rendition, Films(master), "version.mp4", sound, drawn)]))


MASTER = a_master(60.0, NTSC)


@pytest.fixture
def twice() -> Rendition:
    """The same two seconds before and after a card."""
    return a_rendition(TWICE, MASTER)


def test_each_clip_is_an_input_of_its_own_with_its_own_seek_to_the_microsecond(twice: Rendition) -> None:
    for found in (version(twice, MASTER), read(sound_arguments(twice, Films(MASTER), "sound.wav"))):
        seeks = [(o.get("-ss"), o.get("-t"), path) for o, path in found.inputs if path.startswith("file:")]
        assert seeks == [("1.001000", "2.502000", "file:/films/master.mp4")] * 2


@pytest.mark.parametrize("rate", [FILM, NTSC])
def test_seeks_have_six_decimals_at_ntsc_rates(rate: Fraction) -> None:
    spans = [Span(float(first / rate), float((first + 50) / rate)) for first in (7, 113, 641)]
    master = a_master(60.0, rate)
    found = version(a_rendition(spans, master), master)
    for span, (options, _) in zip(spans, found.inputs, strict=False):
        assert re.fullmatch(r"\d+\.\d{6}", options["-ss"])
        assert float(options["-ss"]) == pytest.approx(span.start, abs=1e-6)


@pytest.mark.parametrize(("start", "early"), [(30.0, 10.0), (4.0, 4.0)])
def test_a_container_without_an_index_is_read_from_earlier_and_cut_on_the_frame(start: float, early: float) -> None:
    stream = replace(MASTER, container="mpegts")
    rendition = a_rendition([Span(start, start + 2)], stream)
    for found, kind in (
        (version(rendition, stream), ""),
        (read(sound_arguments(rendition, Films(stream), "s.wav")), "a"),
    ):
        options, _ = found.inputs[0]
        sought = f"{start - early:.6f}" if start > early else None
        assert (options.get("-ss"), options["-t"]) == (sought, f"{early + 2.5:.6f}")
        first = early - float(1 / stream.video.frame_rate) / 2 if kind == "" else early
        assert f"{kind}trim=start={first:.6f}" in found.filters[0]
        assert f"{kind}setpts=PTS-({early:.6f})/TB" in found.filters[1]


def test_pictures_are_read_without_sound_and_sounds_without_picture(twice: Rendition) -> None:
    assert all("-an" in options for options, path in version(twice, MASTER).inputs if path.startswith("file:"))
    heard = read(sound_arguments(twice, Films(MASTER), "sound.wav"))
    assert all("-vn" in options for options, path in heard.inputs if path.startswith("file:"))


def test_the_clips_are_joined_in_their_order(twice: Rendition) -> None:
    (join,) = version(twice, MASTER).named("concat")
    pads = re.findall(r"\[(\w+)\]", join)
    assert join.split("concat=")[1].startswith("a=0:n=3:v=1")
    counted = version(twice, MASTER).named("trim")
    assert [each.rsplit("[", 1)[1].rstrip("]") for each in counted] == pads[:3]


def test_a_single_clip_is_not_joined_with_anything() -> None:
    rendition = a_rendition([Span(0, 2)], MASTER)
    assert version(rendition, MASTER).named("concat") == []
    assert read(sound_arguments(rendition, Films(MASTER), "sound.wav")).named("concat") == []


def test_each_clip_is_trimmed_to_the_frames_that_it_has_on_the_timeline(twice: Rendition) -> None:
    counts = [int(each.split("end_frame=")[1].split("[")[0]) for each in version(twice, MASTER).named("trim")]
    assert counts == [60, 30, 60]
    assert sum(counts) == twice.timeline.frames


def test_the_rate_is_exact_and_a_late_first_picture_is_held_from_the_start(twice: Rendition) -> None:
    rates = version(twice, MASTER).named("fps")
    assert len(rates) == 2
    assert all("fps=fps=30000/1001:start_time=0" in each for each in rates)


def test_colour_tags_are_set_last_of_all(twice: Rendition) -> None:
    found = version(twice, MASTER, subtitles="captions.ass")
    picture = [each for each in found.filters if not re.search(r"volume|aresample|alimiter", each)]
    assert "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv" in picture[-1]
    label = picture[-1].rsplit("[", 1)[1].rstrip("]")
    assert f"[{label}]" in found.options["-map"]
    assert not any(f"[{label}]" in each for each in found.filters if each != picture[-1])


def test_captions_are_burnt_after_the_join_from_a_safe_name_with_the_shipped_font(twice: Rendition) -> None:
    found = version(twice, MASTER, subtitles="captions.ass")
    (burnt,) = found.named("ass")
    (count,) = found.named("setpts")
    assert burnt.startswith(f"[{count.rsplit('[', 1)[1]}ass=captions.ass:fontsdir=fonts")
    assert version(twice, MASTER).named("ass") == []


def test_sound_is_resampled_first_with_its_own_start_kept(twice: Rendition) -> None:
    found = read(sound_arguments(twice, Films(MASTER), "sound.wav"))
    first = [each for each in found.filters if re.match(r"\[[02]:1\]", each)]
    assert len(first) == 2
    for each in first:
        assert re.match(r"\[\d:1\]aresample=48000:async=1:first_pts=0:", each)
        assert "rematrix_maxval=1.0" in each


def test_the_sound_of_each_clip_has_as_many_samples_as_its_place_on_the_timeline(twice: Rendition) -> None:
    found = read(sound_arguments(twice, Films(MASTER), "sound.wav"))
    lengths = [int(each.split("end_sample=")[1].split("[")[0]) for each in found.named("atrim")]
    assert lengths == [96096, 48048, 96096]
    long = a_rendition([Span(float(k * 7 / NTSC), float((k * 7 + 5) / NTSC)) for k in range(30)], MASTER)
    lengths = [
        int(each.split("end_sample=")[1].split("[")[0])
        for each in read(sound_arguments(long, Films(MASTER), "sound.wav")).named("atrim")
    ]
    assert sum(lengths) == round(long.timeline.duration * 48_000)


def test_the_default_track_is_heard(twice: Rendition) -> None:
    (track,) = MASTER.audio
    both = replace(MASTER, audio=(track, replace(track, index=4, is_default=True)))
    heard = read(sound_arguments(twice, Films(both), "sound.wav"))
    assert [each[:5] for each in heard.named("aresample")] == ["[0:4]", "[2:4]"]


def test_a_card_is_silent_and_shows_its_own_file(twice: Rendition) -> None:
    silence = read(sound_arguments(twice, Films(MASTER), "sound.wav")).inputs[1]
    assert silence[1] == "anullsrc=r=48000:cl=stereo"
    assert silence[0]["-f"] == "lavfi"
    assert version(twice, MASTER).inputs[1][1] == "card0.mkv"


def test_a_card_shown_twice_is_two_inputs() -> None:
    found = version(a_rendition([Span(0, 2), 1.0, Span(4, 6), 1.0], MASTER), MASTER)
    assert [path for _, path in found.inputs].count("card0.mkv") == 2


def test_a_version_without_sound_has_no_audio_options(twice: Rendition) -> None:
    silent = a_master(60.0, NTSC, has_sound=False)
    found = version(twice, silent, sound=None)
    assert found.options["-map"].count("[") == 1
    assert not {"-c:a", "-b:a", "-ac", "-ar"} & set(found.options)


def test_the_coded_sound_is_taken_over_as_it_is(twice: Rendition) -> None:
    found = version(twice, MASTER)
    assert found.inputs[-1][1] == "sound.mp4"
    assert found.options["-map"].split()[1] == f"{len(found.inputs) - 1}:a"
    assert found.options["-c:a"] == "copy"


def test_sound_alone_is_coded_with_its_chapters() -> None:
    rendition = a_rendition([Span(0, 2)], MASTER, a_preset("podcast-audio"))
    found = read(coded_arguments(rendition, MIX, "sound.mp3", "chapters"))
    assert [path for _, path in found.inputs] == ["sound.wav", "chapters"]
    assert found.options["-c:a"] == "libmp3lame"
    assert found.options["-map_chapters"] == "1"


def test_the_mix_is_made_louder_then_limited_at_four_times_the_rate() -> None:
    found = read(coded_arguments(a_rendition([Span(0, 2)], MASTER), MIX, "coded.mp4"))
    names = [re.sub(r"\[\w+\]", "", each).split("=")[0] for each in found.filters]
    assert names == ["volume", "aresample", "alimiter", "aresample"]
    assert "volume=-3.200dB" in found.filters[0]
    assert "192000" in found.filters[1]
    assert f"limit={10 ** (-1.4 / 20):.6f}" in found.filters[2]
    assert "level=disabled" in found.filters[2]
    assert "48000" in found.filters[3]


def test_a_mix_whose_peaks_stay_low_is_made_louder_and_not_limited() -> None:
    found = read(coded_arguments(a_rendition([Span(0, 2)], MASTER), replace(MIX, limited=False), "coded.mp4"))
    assert [re.sub(r"\[\w+\]", "", each) for each in found.filters] == ["volume=-3.200dB"]


def test_nothing_of_the_masters_metadata_is_carried_over(twice: Rendition) -> None:
    options = version(twice, MASTER).options
    assert options["-map_metadata"] == options["-map_chapters"] == "-1"


def test_the_crop_jumps_on_the_frame_of_the_shot_change_of_its_own_clip() -> None:
    keyframes = (Keyframe(0.0, 10, 0), Keyframe(float(20 / NTSC), 200, 0), Keyframe(float(75 / NTSC), 50, 0))
    crop = CropPath(Size(404, 720), keyframes)
    pieces = [Span(0, float(60 / NTSC)), Span(10.01, 10.01 + float(30 / NTSC))]
    found = version(a_rendition(pieces, MASTER, a_preset("youtube-short"), crop), MASTER)
    first, second = found.named("crop")
    assert "crop=404:720:if(lt(n\\,20)\\,10\\,200):0" in first
    assert "crop=404:720:if(lt(n\\,15)\\,200\\,50):0" in second
    assert all("scale=1080:1920:" in each for each in found.named("scale"))


def test_a_padded_picture_is_scaled_within_the_canvas_and_centred() -> None:
    wide = a_master(60.0, size=Size(1280, 534))
    found = version(a_rendition([Span(0, 2)], wide, a_preset("trailer-landscape")), wide)
    assert "scale=1920:800:" in found.named("scale")[0]
    assert "pad=1920:1080:(ow-iw)/2:(oh-ih)/2" in found.named("pad")[0]


def test_what_the_master_needs_comes_before_anything_else() -> None:
    video = replace(MASTER.video, field_order="tff", sample_aspect_ratio=Fraction(16, 15))
    found = version(a_rendition([Span(0, 2)], MASTER), replace(MASTER, video=video))
    names = [re.sub(r"\[[\w:]+\]", "", each).split("=")[0] for each in found.filters]
    assert names[:4] == ["bwdif", "scale", "setsar", "fps"]
    assert "parity=tff" in found.filters[0]


def test_a_standard_definition_picture_is_converted_from_its_own_matrix() -> None:
    video = replace(MASTER.video, color=Color(matrix="smpte170m", range="pc"))
    (scaled,) = version(a_rendition([Span(0, 2)], MASTER), replace(MASTER, video=video)).named("scale")
    assert "in_color_matrix=bt601:in_range=pc:out_color_matrix=bt709:out_range=tv" in scaled


@pytest.mark.parametrize("path", NASTY)
def test_a_nasty_file_name_is_one_argument_untouched_and_in_no_filter(path: str) -> None:
    master = a_master(60.0, NTSC, path=path)
    rendition, films = a_rendition(TWICE, master), Films(master)
    for arguments in (
        sound_arguments(rendition, films, "sound.wav"),
        version_arguments(
            [Version(rendition, films, "version.mp4", "sound.mp4", Drawn({CARD: "card0.mkv"}, "captions.ass"))]
        ),
    ):
        assert arguments.count(f"file:{master.path}") == 2
        assert sum(path in argument for argument in arguments) == 2


def test_the_same_values_give_the_same_arguments(twice: Rendition) -> None:
    assert sound_arguments(twice, Films(MASTER), "a.wav") == sound_arguments(twice, Films(MASTER), "a.wav")
    assert version(twice, MASTER) == version(twice, MASTER)
