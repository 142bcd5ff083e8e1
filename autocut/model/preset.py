"""What a platform and kind of version asks for; the fields of `presets/*.toml`, one class a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from autocut.model.geometry import Size
from autocut.model.reframe import Asked, Layout
from autocut.model.span import Span

Kind = Literal["short", "trailer", "full"]
Container = Literal["mp4", "mov", "mxf", "mp3"]
Fit = Literal["crop", "pad", "source"]
VideoCodec = Literal["h264", "hevc", "av1", "prores", "dnxhr", "xdcam"]
Engine = Literal["nvenc", "qsv", "videotoolbox", "amf", "vaapi"]
Encoder = Literal["software", "auto", "nvenc", "qsv", "videotoolbox", "amf", "vaapi"]
AudioCodec = Literal["aac", "mp3", "pcm_s24le"]
ShotDetector = Literal["blocks", "adaptive", "content", "transnetv2"]
SidecarFormat = Literal["srt", "vtt", "ttml"]
LoudnessGate = Literal["programme", "dialogue"]
Cleaner = Literal["off", "gentle"]
Tighten = Literal["off", "gentle", "tight"]
Profanity = Literal["keep", "mute", "beep"]


@dataclass(frozen=True, slots=True)
class Duration:
    """Seconds that a version may last, and the length it aims at."""

    min: float
    target: float
    max: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture delivered, in pixels.

    `fit` says how the master gets there: `crop` fills it, `pad` shows all with black around,
    `source` keeps the master's own shape and size, made smaller where it exceeds the canvas.
    A master slower or faster than the frame rate bounds is brought to a whole multiple or part of its rate.
    """

    width: int
    height: int
    fit: Fit
    min_frame_rate: float
    max_frame_rate: float

    @property
    def size(self) -> Size:
        """Width and height together."""
        return Size(self.width, self.height)

    def delivered(self, shown: Size) -> Size:
        """The size of the picture that is delivered of a master whose picture is `shown`."""
        return shown.fitted(self.size) if self.fit == "source" else self.size


@dataclass(frozen=True, slots=True)
class Video:
    """How the picture is coded; `crf` is quality, capped by `max_bitrate` (kbit/s), keys every `gop` seconds.

    `profile` is one of the codec's, the usual one where it is empty. Where the profile alone settles the
    bitrate, as in ProRes, the rest says nothing. `encoder` is the kind of hardware that codes it where it can be
    opened, `auto` the first of them that can. What is `repeatable` comes out the same to the bit wherever and however
    often it is coded, for which H.264 and AV1 take one thread a version, as their caps need.
    """

    codec: VideoCodec
    crf: int
    max_bitrate: int
    speed: str
    gop: float
    b_frames: int
    profile: str = ""
    encoder: Encoder = "software"
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Audio:
    """How the sound is coded: kbit/s, Hz; `loudness` in LUFS within `tolerance` LU, `true_peak` in dBTP at most.

    `gate` says of what the loudness is: of the whole programme, or of its dialogue, where there is enough of it.
    `denoise` takes away steady noise, `clarity` lifts consonants and evens out a voice; both before loudness is met.
    """

    codec: AudioCodec
    bitrate: int
    sample_rate: int
    channels: int
    loudness: float
    tolerance: float
    true_peak: float
    gate: LoudnessGate = "programme"
    denoise: Cleaner = "off"
    clarity: Cleaner = "off"


@dataclass(frozen=True, slots=True)
class Captions:
    """How captions are written: seconds, characters a line and a second; `font_size` in canvas pixels.

    Han, kana and Hangul count as two characters, for they are as wide. A gap that would be shorter than `chain`
    seconds is closed to `gap`. A time within `red_zone` of a cut of the picture is moved onto it, one within
    `green_zone` out of it; both are frames at 24 a second, and 0 leaves times as they are. `style` names one of
    `styles/*.toml`, or the user's own. `given` is the path of captions that are taken instead of what is said.
    """

    burn: bool
    sidecars: tuple[SidecarFormat, ...]
    font_size: int
    max_lines: int
    max_line_length: int
    max_characters_per_second: float
    min_duration: float
    max_duration: float
    gap: float
    chain: float = 0.5
    red_zone: int = 7
    green_zone: int = 12
    style: str = "plain"
    given: str = ""


@dataclass(frozen=True, slots=True)
class Margins:
    """Pixels of the canvas, from each side, that the platform covers with its own buttons and texts."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What the platform refuses: a file of more bytes or of more seconds."""

    max_bytes: int
    max_duration: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """What is worth cutting.

    `minimum` is the least score, `emphasis` what the weights of signals are multiplied by, by name; `topics` are words
    and phrases that passages should be about, `avoid` those that must not be said in them, with `@profanity` and
    `@violence` for the lists of the language. `balance` is how much of each speaker's share of the master's speech the
    versions must keep: 0.5 is half of it, 0 lets them lose all.
    """

    minimum: float
    balance: float
    emphasis: Mapping[str, float]
    topics: tuple[str, ...]
    avoid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Editing:
    """How passages are cut, and what is asked of this master.

    `pre_roll` and `post_roll` are the seconds of a pause that are kept before the first word and after the last.
    `tighten` shortens pauses and leaves filler words out. `hook_first` lets the best sentence of a short come first.
    `profanity` says what becomes of swear words, `chapters` whether a full version gets any. `keep` is what of
    the master must be shown and `never` what must not be (master time); `seed` decides between equals.
    """

    pre_roll: float = 0.15
    post_roll: float = 0.3
    tighten: Tighten = "off"
    hook_first: bool = False
    profanity: Profanity = "keep"
    chapters: bool = False
    keep: tuple[Span, ...] = ()
    never: tuple[Span, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Branding:
    """What is put around the master's own material: texts of cards, and paths of files; empty is none.

    `title` stands for the master's own. `logo` is a picture laid over the version, `intro` and `outro` are films played
    before and after it, `music` lies under a trailer.
    """

    title: str = ""
    tagline: str = ""
    logo: str = ""
    intro: str = ""
    outro: str = ""
    music: str = ""


@dataclass(frozen=True, slots=True)
class Reframing:
    """How a window is laid over the master's picture, where the canvas has another shape.

    `layouts` are those that may be chosen, of which `crop` always is. A window moves by `max_speed` of its own width
    (or height) a second at most, and gains or loses `max_acceleration` of it in a second at most. A layout, and
    whom a window shows, holds for `least_dwell` seconds or for the whole shot. `punch_in` is by how much a window
    may be smaller than the largest that there is room for: 1 is not at all. `asked` is what of this master must be
    shown in a certain way.
    """

    layouts: tuple[Layout, ...] = ("crop", "split", "fit")
    max_speed: float = 0.5
    max_acceleration: float = 0.8
    least_dwell: float = 1.8
    punch_in: float = 1.0
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Trailer:
    """How a trailer is built: card lengths and clip bounds in seconds, the share of the end never shown."""

    title_card: float
    end_card: float
    end_text: str
    min_clip: float
    max_clip: float
    spoiler_guard: float


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """How the master is analyzed: which shot detector, speech model and language (`auto` finds it), and what else.

    `exhaustive` decodes every frame where less would do. `speakers` tells voices apart, `sounds` tells
    speech, music, laughter and applause apart, `text` finds burned-in writing. `audio_track` is the track that is
    heard, by its number from 1 or its language, `1+2` two mono tracks as left and right; `auto` is that of
    `language`, else the default or first, and both where there are just two mono tracks alike.
    """

    shots: ShotDetector
    exhaustive: bool
    speech: bool
    model: str
    language: str
    speakers: bool
    sounds: bool
    faces: bool
    text: bool
    audio_track: str = "auto"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a limit comes from and when it was read; `key` is the dotted path of the field it backs."""

    key: str
    source: str
    date: date


@dataclass(frozen=True, slots=True)
class Preset:
    """One platform and kind. Without `canvas` and `video` the version is sound alone."""

    name: str
    description: str
    kind: Kind
    count: int
    container: Container
    duration: Duration
    audio: Audio
    captions: Captions
    limits: Limits
    score: Scoring
    analysis: AnalysisSettings
    sources: tuple[Source, ...]
    canvas: Canvas | None = None
    video: Video | None = None
    safe_area: Margins = Margins(0, 0, 0, 0)
    trailer: Trailer | None = None
    reframe: Reframing = Reframing()
    edit: Editing = Editing()
    branding: Branding = Branding()
