"""The plan of the house holds: who imports whom, what is loaded when; nothing is too long or silent."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import autocut
from autocut.cli import COMMANDS

PACKAGE = Path(autocut.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {
    "PIL",
    "av",
    "cattrs",
    "ctranslate2",
    "cv2",
    "dask",
    "distributed",
    "faster_whisper",
    "ffmpeg",
    "huggingface_hub",
    "imageio_ffmpeg",
    "moviepy",
    "numpy",
    "onnxruntime",
    "prometheus_client",
    "pysubs2",
    "rich",
    "scenedetect",
    "scipy",
    "tokenizers",
    "vaderSentiment",
    "watchdog",
}
PURE = ("model", "score", "plan", "codecs", "export", "learning", "auditing")
WORLDLY = {"asyncio", "io", "logging", "os", "random", "secrets", "shutil", "socket", "sys", "tempfile", "time", "uuid"}
STARTS_PROCESSES = {"subprocess", "multiprocessing", "pty", "pexpect"}

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def part(path: Path) -> str:
    """The room that a module is in; preset_checks is the back of the room presets."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "presets" if first == "preset_checks" else first


def imported(node: ast.AST) -> Iterator[str]:
    """The full names that an import statement brings in, `from x import y` as x.y."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def everywhere(path: Path) -> set[str]:
    return {name for node in ast.walk(tree(path)) for name in imported(node)}


def when_loaded(node: ast.AST) -> Iterator[str]:
    """What is imported when the module is: not inside functions, not for the type checker alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield from imported(child)
        yield from when_loaded(child)


def rooms() -> dict[str, set[str]]:
    """Who may import whom, as the docstring of the package draws it."""
    assert autocut.__doc__
    table = autocut.__doc__.split("Who may import whom")[1]
    rows = re.findall(r"^ {4}(\w[\w, ]*?) {2,}(.+)$", table, re.MULTILINE)
    allowed: dict[str, set[str]] = {}
    for names, right in rows:
        listed = {part(PACKAGE / name.strip()) for name in names.split(",")}
        for name in listed:
            allowed[name] = set() if right == "nothing of autocut" else set(right.split(";")[0].split(", "))
    everyone = set(allowed)
    return {
        name: everyone - {"cli"} if "all but cli" in given else everyone if "all" in given else given
        for name, given in allowed.items()
    }


def test_the_import_table_names_every_room() -> None:
    assert set(rooms()) == {part(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms()["score"] == {"model"}
    assert rooms()["cli"] - rooms()["pipeline"] == {"cli"}


@every_module
def test_a_module_imports_only_what_the_import_table_allows(path: Path) -> None:
    own = part(path)
    named = {name.split(".")[1] for name in everywhere(path) if name.startswith("autocut.")} - {"__version__"}
    named = {"presets" if name == "preset_checks" else name for name in named}
    allowed = {"cli"} if own == "__main__" else rooms().get(own, set()) | {own}
    assert named <= allowed


@every_module
def test_a_module_loads_no_heavy_library_before_it_is_needed(path: Path) -> None:
    allowed = {"cattrs"} if path == PACKAGE / "convert.py" else set()
    assert {name.split(".")[0] for name in when_loaded(tree(path))} & HEAVY <= allowed


@every_module
def test_processes_start_in_one_module_and_click_stays_at_the_command_line(path: Path) -> None:
    named = {name.split(".")[0] for name in everywhere(path)}
    if path != PACKAGE / "media" / "run.py":
        assert not named & STARTS_PROCESSES
        used = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        assert not {
            name for name in used if re.fullmatch(r"os\.(system|popen|fork\w*|spawn\w+|exec\w+|posix_spawn\w*)", name)
        }
        assert not {name for name in used if name in ("ffmpeg.run", "ffmpeg.run_async", "ffmpeg.probe")}
    if part(path) != "cli":
        assert "click" not in named


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_touches_no_file_clock_process_or_chance(room: str) -> None:
    for path in sorted((PACKAGE / room).rglob("*.py")):
        assert not {name.split(".")[0] for name in everywhere(path)} & WORLDLY, path
        calls = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
        assert not calls & {"open", "print", "input", "exec", "eval", "__import__"}, path
        touched = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        assert not touched & {"read_text", "write_text", "open", "is_file", "exists", "now", "today"}, path


@every_module
def test_a_module_and_all_that_is_public_in_it_say_what_they_are(path: Path) -> None:
    silent = [str(name) for name, node in _public(tree(path)) if not ast.get_docstring(node)]
    assert silent == []


def _public(module: ast.Module) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef]]:
    yield "the module", module
    for node in module.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            yield node.name, node
            methods = node.body if isinstance(node, ast.ClassDef) else []
            for method in methods:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method


@every_module
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_help_loads_no_heavy_library() -> None:
    code = f"""
import sys
import autocut.cli
from click.testing import CliRunner

heavy = {sorted(HEAVY)}
print("at import:", [name for name in heavy if name in sys.modules])
for command in {list(COMMANDS)}:
    assert CliRunner().invoke(autocut.cli.autocut, [command, "--help"]).exit_code == 0, command
sys.argv = ["autocut", "--help"]
try:
    autocut.cli.main()
finally:
    print("after help:", [name for name in heavy if name in sys.modules])
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PACKAGE.parent, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Usage: autocut" in done.stdout
    assert "at import: []" in done.stdout
    assert "after help: []" in done.stdout


def test_every_file_that_holds_a_command_is_listed() -> None:
    holders = {
        path.stem
        for path in (PACKAGE / "cli").glob("*.py")
        if any(getattr(node, "name", "") == "command" for node in tree(path).body)
    }
    assert holders == set(COMMANDS)
