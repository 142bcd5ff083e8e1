"""The short of a plan as somebody makes it with moviepy 2: cut, cropped to the middle, captioned, coded alike.

    python -m benchmarks.moviepy_short PLAN.json OUT.mp4

The crop stands still, which is less than autocut does; loudness is left as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from autocut.codecs.coding import software
from autocut.model.rendition import Rendition
from autocut.planfile import read_plan
from autocut.render.fonts import font_path


def main() -> None:
    """Write the file."""
    plan = read_plan(Path(sys.argv[1]))
    write_short(plan.renditions[0], plan.master.path, Path(sys.argv[2]))


def write_short(rendition: Rendition, master: Path, output: Path) -> None:
    """The version of the master at that path, in the canvas of its preset."""
    from moviepy import CompositeVideoClip, TextClip, VideoFileClip, concatenate_videoclips

    canvas, video, captions = rendition.preset.canvas, rendition.preset.video, rendition.preset.captions
    assert canvas is not None
    assert video is not None
    coding = {**software(video, rendition.timeline.frame_rate).options}
    for key in ("c:v", "preset", "pix_fmt"):
        del coding[key]
    film = VideoFileClip(str(master))
    pieces = [film.subclipped(clip.span.start, clip.span.end) for clip in rendition.timeline.clips if clip.of_master]
    joined = concatenate_videoclips(pieces) if len(pieces) > 1 else pieces[0]
    width = round(joined.h * canvas.width / canvas.height)
    shown = joined.cropped(x_center=joined.w / 2, width=width).resized((canvas.width, canvas.height))
    texts = [
        TextClip(
            font=str(font_path()),
            text="\n".join(cue.lines),
            font_size=captions.font_size,
            color="white",
            stroke_color="black",
            stroke_width=4,
            text_align="center",
            margin=(20, 20),
            duration=cue.span.duration,
        )
        .with_start(cue.span.start)
        .with_position(("center", 0.6), relative=True)
        for cue in rendition.cues
    ]
    CompositeVideoClip([shown, *texts], size=(canvas.width, canvas.height)).write_videofile(
        str(output),
        codec="libx264",
        preset=video.speed,
        audio_codec="aac",
        audio_bitrate=f"{rendition.preset.audio.bitrate}k",
        ffmpeg_params=[part for key, value in coding.items() for part in (f"-{key}", str(value))],
        temp_audiofile_path=str(output.parent),
        logger=None,
    )
    film.close()


if __name__ == "__main__":
    main()
