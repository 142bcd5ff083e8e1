"""Speech models from Hugging Face, as faster-whisper downloads and keeps them."""

from __future__ import annotations

from pathlib import Path

from autocut.errors import ToolError


def known() -> tuple[str, ...]:
    """The short names that faster-whisper has for models on Hugging Face."""
    from faster_whisper.utils import available_models

    return tuple(available_models())


def kept(name: str) -> Path | None:
    """The folder of a model that was downloaded before, without asking the network."""
    try:
        return _folder(name, offline=True)
    except (OSError, ValueError):
        return None


def download(name: str) -> Path:
    """The folder of a model, fetched where it is not kept yet; raises ToolError where it cannot be had."""
    try:
        return _folder(name, offline=False)
    except Exception as error:
        # What the hub raises has no base of its own: network, HTTP, disk and name errors alike.
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ToolError(
            f"the speech model {name} cannot be fetched from Hugging Face ({reason}); "
            "connect to the network, or choose base or tiny.en"
        ) from error


def _folder(name: str, *, offline: bool) -> Path:
    from faster_whisper.utils import download_model

    folder = Path(download_model(name, local_files_only=offline))
    if not (folder / "model.bin").is_file():
        raise FileNotFoundError(f"{name} has no model.bin")
    return folder
