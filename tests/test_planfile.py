from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autocut.convert import to_json
from autocut.errors import PlanError
from autocut.model.captions import Cue
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.reframe import CropPath, Framing, Keyframe, Layout, Panel
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.model.timeline import Chapter, Clip, Music, Muted
from autocut.planfile import bound_to, read_plan, write_plan
from tests.builders import CARD, a_master, a_preset, a_rendition, cropped

MASTER = a_master(60.0)
SHORT = a_rendition(
    [Span(10, 45), 2.0], MASTER, a_preset("youtube-short"), CropPath(Size(404, 720), (Keyframe(0.0, 0.0, 0.0),))
)
PLAN = Plan(PLAN_SCHEMA, MASTER, (SHORT, a_rendition([Span(0, 60)], MASTER)))

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.json"


def edited(path: Path, edit: Edit) -> Path:
    write_plan(PLAN, path)
    data = json.loads(path.read_text("utf-8"))
    edit(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(PlanError) as caught:
        read_plan(path)
    return str(caught.value)


def unfit(plan: Plan, master: object = MASTER) -> str:
    with pytest.raises(PlanError) as caught:
        bound_to(plan, master)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_plan_that_is_written_is_read_back_the_same(path: Path) -> None:
    write_plan(PLAN, path)
    assert read_plan(path) == PLAN
    assert path.read_text("utf-8") == to_json(PLAN)
    assert list(path.parent.iterdir()) == [path]


def test_a_plan_replaces_an_older_one(path: Path) -> None:
    path.write_text("old")
    write_plan(PLAN, path)
    assert read_plan(path) == PLAN


def test_an_edit_by_hand_is_taken(path: Path) -> None:
    def later(data: dict[str, Any]) -> None:
        data["renditions"][0]["timeline"]["clips"][0]["start"] = 12

    assert read_plan(edited(path, later)).renditions[0].timeline.clips[0].span == Span(12, 45)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="cannot be written: No such file"):
        write_plan(PLAN, tmp_path / "missing" / "plan.json")
    with pytest.raises(PlanError, match="cannot be written"):
        write_plan(PLAN, tmp_path)


def test_nothing_is_left_behind_where_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    with pytest.raises(PlanError):
        write_plan(PLAN, tmp_path / "plan.json")
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]


def test_a_missing_file_is_told(path: Path) -> None:
    assert refusal(path) == f"{path} cannot be read: No such file or directory"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"not a plan"])
def test_what_is_not_json_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path).startswith("plan.json is not JSON: ")


@pytest.mark.parametrize(
    ("content", "schema"), [("{}", "None"), ('{"schema": 1}', "1"), ('{"schema": "1"}', "'1'"), ("[1]", "None")]
)
def test_a_plan_of_another_schema_is_refused_before_its_faults(path: Path, content: str, schema: str) -> None:
    path.write_text(content)
    told = refusal(path)
    assert told == f"plan.json has schema {schema}; this version of autocut reads plans of schema {PLAN_SCHEMA}"


def test_every_fault_is_told_with_its_path(path: Path) -> None:
    def spoil(data: dict[str, Any]) -> None:
        first, second = data["renditions"]
        first["timeline"]["frame_rate"] = "quick"
        first["timeline"]["clips"][0]["end"] = 3
        first["preset"]["audio"]["loudnes"] = -14
        second["name"] = 7
        del second["timeline"]["clips"]

    told = refusal(edited(path, spoil)).splitlines()
    assert told[0] == "plan.json is no plan:"
    assert len(told) == 6
    for part in (
        "@ renditions[0].timeline.frame_rate",
        "@ renditions[0].timeline.clips[0]",
        "unknown key 'loudnes', did you mean 'loudness'? @ renditions[0].preset.audio",
        "expected a text, not 7 @ renditions[1].name",
        "key 'clips' is missing @ renditions[1].timeline.clips",
    ):
        assert any(part in line for line in told[1:]), part


def test_a_plan_is_bound_to_the_master_as_it_is_now() -> None:
    now = replace(MASTER, title="A new title")
    assert bound_to(PLAN, now) == replace(PLAN, master=now)


def test_a_changed_master_is_refused() -> None:
    assert unfit(PLAN, replace(MASTER, fingerprint="ffff")) == (
        "master.mp4 has changed since the plan was made; plan it again"
    )


def with_first(**changes: Any) -> Plan:
    return replace(PLAN, renditions=(replace(SHORT, **changes), *PLAN.renditions[1:]))


def with_span(span: Span) -> Plan:
    clip, *rest = SHORT.timeline.clips
    return with_first(timeline=replace(SHORT.timeline, clips=(replace(clip, span=span), *rest)))


def test_a_name_used_twice_is_refused() -> None:
    assert "the name youtube-short is used 2 times" in unfit(replace(PLAN, renditions=(SHORT, SHORT)))


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "../up", "a/b", "/tmp/x"])
def test_a_name_that_leads_out_of_the_outbox_is_refused(name: str) -> None:
    assert f"{name!r} is no file name" in unfit(with_first(name=name))


@pytest.mark.parametrize("name", ["a\0b", "n" * 300])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    assert "is no file name" in unfit(with_first(name=name))


def test_a_clip_past_the_end_is_refused() -> None:
    assert "youtube-short clip 0: ends at 60.100 s, the master at 60.000 s" in unfit(with_span(Span(30, 60.1)))
    assert bound_to(with_span(Span(30, 60.02)), MASTER)


def test_a_clip_of_less_than_a_frame_is_refused() -> None:
    assert "youtube-short clip 0: lasts less than a frame" in unfit(with_span(Span(30, 30.01)))


def test_a_clip_of_another_file_is_refused() -> None:
    clip, *rest = SHORT.timeline.clips
    told = unfit(with_first(timeline=replace(SHORT.timeline, clips=(replace(clip, source="/etc/passwd"), *rest))))
    assert "youtube-short clip 0: its source /etc/passwd is not the plan's master /films/master.mp4" in told


def leading(*clips: tuple[float, float, float], master: Master = MASTER) -> Plan:
    """A full version of clips from, to and led by so many seconds."""
    played = tuple(Clip(str(master.path), Span(start, end), lead=lead) for start, end, lead in clips)
    return with_full(played)


def with_full(clips: tuple[Clip, ...], **changes: Any) -> Plan:
    full = a_rendition([Span(0, 60)], MASTER)
    return Plan(1, MASTER, (replace(full, timeline=replace(full.timeline, clips=clips, **changes)),))


@pytest.mark.parametrize("lead", [0.3, -0.3, 0.0])
def test_sound_may_join_a_little_before_or_after_the_picture(lead: float) -> None:
    assert bound_to(leading((1, 5, 0), (20, 30, lead), (40, 50, -lead)), MASTER)


CARDED = (
    Clip(str(MASTER.path), Span(1, 5)),
    Clip("card", Span(0, 2), CARD),
    Clip(str(MASTER.path), Span(8, 9), lead=0.2),
)


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (leading((1, 5, 0.2)), "clip 0: its lead of 0.2 s has no clip before it"),
        (leading((1, 5, 0), (0.1, 9, 0.2)), "clip 1: its lead of 0.2 s reaches out of the master"),
        (leading((1, 60, 0), (2, 9, -0.2)), "clip 1: its lead of -0.2 s reaches out of the master"),
        (leading((1, 2, 0), (20, 30, 1.0)), "clip 0: the leads beside it leave nothing of its sound"),
        (leading((1, 5, 0), (20, 21, -1.2)), "clip 1: the leads beside it leave nothing of its sound"),
        (leading((1, 5, 0), (20, 21, -0.6), (30, 35, 0.4)), "clip 1: the leads beside it leave nothing of its sound"),
        (with_full(CARDED), "clip 2: its lead of 0.2 s is beside a card or a bumper"),
    ],
)
def test_a_lead_that_makes_no_sense_is_refused_in_one_sentence(plan: Plan, fault: str) -> None:
    assert unfit(plan) == f"the plan cannot be rendered:\n  youtube-full {fault}"


def test_a_bumper_is_another_film_of_any_length(tmp_path: Path) -> None:
    film = tmp_path / "intro.mov"
    bumper = Clip(str(film), Span(0, 300), bumper=True)
    plan = with_full((bumper, Clip(str(MASTER.path), Span(0, 60))))
    assert f"youtube-full clip 0: its bumper {film} is not a file" in unfit(plan)
    film.write_bytes(b"a film")
    assert bound_to(plan, MASTER).renditions[0].timeline == plan.renditions[0].timeline


def test_music_and_a_logo_that_are_not_there_are_told_of(tmp_path: Path) -> None:
    plan = with_full((Clip(str(MASTER.path), Span(0, 60)),), music=Music("/nowhere/bed.wav", Span(0, 30)))
    (rendition,) = plan.renditions
    branded = replace(rendition.preset, branding=replace(rendition.preset.branding, logo="/nowhere/logo.png"))
    told = unfit(replace(plan, renditions=(replace(rendition, preset=branded),)))
    assert "youtube-full music: /nowhere/bed.wav is not a file" in told
    assert "youtube-full logo: /nowhere/logo.png is not a file" in told


@pytest.mark.parametrize("times", [(1.0, 5.0), (0.0, 5.0, 5.0), (0.0, 9.0, 5.0)])
def test_chapters_out_of_order_are_refused(times: tuple[float, ...]) -> None:
    chapters = tuple(Chapter(time, "A title") for time in times)
    plan = with_full((Clip(str(MASTER.path), Span(0, 60)),), chapters=chapters)
    assert "youtube-full chapters: the first must be at 0 s, and each later than the one before" in unfit(plan)


def test_chapters_and_mutes_after_a_shortened_end_are_left_out() -> None:
    plan = with_full(
        (Clip(str(MASTER.path), Span(0, 30)),),
        chapters=(Chapter(0.0, "One"), Chapter(20.0, "Two"), Chapter(30.0, "Three")),
        muted=(Muted(Span(5, 6)), Muted(Span(29, 31), beep=True), Muted(Span(40, 41))),
    )
    kept = bound_to(plan, MASTER).renditions[0].timeline
    assert [chapter.title for chapter in kept.chapters] == ["One", "Two"]
    assert kept.muted == (Muted(Span(5, 6)), Muted(Span(29, 30), beep=True))


def test_a_window_larger_than_the_picture_is_refused() -> None:
    crop = CropPath(Size(1282, 720), (Keyframe(0.0, 0.0, 0.0),))
    assert "the window 1282x720 is larger than the picture 1280x720" in unfit(
        with_first(framings=cropped(SHORT.preset, crop))
    )
    assert "has no keyframes" in unfit(with_first(framings=cropped(SHORT.preset, CropPath(Size(404, 720), ()))))


WHOLE, HALF = Box(0, 0, 1080, 1920), Box(0, 0, 1080, 960)


def framing(
    *places: Box, at: float = 0.0, layout: Layout = "crop", size: Size = Size(404, 720), x: float = 0.0
) -> Framing:
    """A framing whose windows all stand at `x`."""
    return Framing(at, layout, tuple(Panel(place, CropPath(size, (Keyframe(at, x, 0.0),))) for place in places))


@pytest.mark.parametrize(
    ("framings", "fault"),
    [
        ([framing()], "framing 0: has 0 panels; a crop has one panel"),
        ([framing(HALF, layout="split")], "framing 0: has 1 panels; a split has 2 or 3 panels"),
        ([framing(WHOLE, at=2.0), framing(WHOLE, at=2.0)], "framings: each must be later than the one before"),
        (
            [framing(Box(0, 0, 1081, 1920))],
            "framing 0: the place of 1081x1920 at 0,0 is not of whole, even pixels",
        ),
        (
            [framing(Box(0, 1200, 1080, 960), layout="fit")],
            "framing 0: the place of 1080x960 at 0,1200 is not on the canvas 1080x1920",
        ),
        ([framing(WHOLE, size=Size(405, 720))], "framing 0: the window 405x720 is not of even pixels"),
        (
            [framing(WHOLE), framing(WHOLE, at=3.5, x=900.0)],
            "framing 1: the window 404x720 reaches out of the picture at 3.5 s, "
            "where x is 900 and not between 0 and 876",
        ),
        (
            [framing(WHOLE, x=float("nan"))],
            "framing 0: the window 404x720 reaches out of the picture at 0 s, where x is nan and not between 0 and 876",
        ),
    ],
)
def test_a_framing_that_cannot_be_drawn_is_refused_in_one_sentence(framings: list[Framing], fault: str) -> None:
    told = unfit(with_first(framings=tuple(framings)))
    assert f"youtube-short {fault}" in [line.strip() for line in told.splitlines()]


def test_framings_of_every_layout_are_taken() -> None:
    lower = Box(0, 960, 1080, 960)
    framings = (
        framing(WHOLE, x=876.0),
        framing(HALF, lower, at=4.0, layout="split", size=Size(402, 358)),
        framing(Box(0, 656, 1080, 608), at=8.0, layout="fit", size=Size(1280, 720)),
    )
    assert bound_to(with_first(framings=framings), MASTER).renditions[0].framings == framings


def test_captions_after_a_shortened_end_are_left_out_and_one_across_it_is_cut() -> None:
    cues = (Cue(Span(1, 2), ("a",)), Cue(Span(36, 40), ("b",)), Cue(Span(37, 41), ("c",)))
    bound = bound_to(with_first(cues=cues), MASTER)
    assert [(cue.lines, cue.span) for cue in bound.renditions[0].cues] == [(("a",), Span(1, 2)), (("b",), Span(36, 37))]


def test_all_that_does_not_fit_is_told_at_once() -> None:
    plan = with_span(Span(30, 90))
    told = unfit(replace(plan, renditions=(*plan.renditions, *plan.renditions[1:])))
    assert told.startswith("the plan cannot be rendered:\n")
    assert len(told.splitlines()) == 3


def test_a_version_that_nothing_passed_for_fits() -> None:
    assert bound_to(with_first(timeline=replace(SHORT.timeline, clips=()), framings=(), reason="too short"), MASTER)


def test_a_preset_in_a_plan_that_contradicts_itself_is_refused(path: Path) -> None:
    def spoil(data: dict[str, Any]) -> None:
        data["renditions"][0]["preset"]["canvas"] = None

    assert "canvas" in unfit(read_plan(edited(path, spoil)))
