"""Tables are read as platforms export them; what is wrong in them gets a sentence with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.model.result import Reception
from autocut.results import table
from autocut.results.table import read_table


def of(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "results.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def receptions(tmp_path: Path, content: str) -> list[Reception]:
    return [row.reception for row in read_table(of(tmp_path, content))]


STUDIO = """\
Content,Video title,Duration,Views,Average view duration,Average percentage viewed (%),Likes,file
Total,,,1200,0:00:31,70.5,99,
abc,"Why, though?",45,"1,000",0:00:30,66.7,90,out/talk/youtube-short.mp4
def,"Two
lines",45,200,0:01:05.5,144.4,,out/talk/youtube-short-02.mp4
"""


def test_an_export_of_youtube_studio_with_a_column_of_files_is_read(tmp_path: Path) -> None:
    first, second = read_table(of(tmp_path, STUDIO))
    assert (first.line, first.file) == (3, "out/talk/youtube-short.mp4")
    assert first.reception == Reception(1000, 30, 0.667, 90)
    assert (second.line, second.file) == (4, "out/talk/youtube-short-02.mp4")
    assert second.reception == Reception(200, 65.5, 1.444)


def test_names_of_columns_do_not_depend_on_case_units_or_spaces(tmp_path: Path) -> None:
    header = "SHA-256,PLAYS,average_view_duration (s),Skips,Retention curve,whatever"
    (found,) = receptions(tmp_path, f"{header}\nx,5,12.5 s,2,1; 0.8;.5,?\n")
    assert found == Reception(5, 12.5, None, None, 2, (1.0, 0.8, 0.5))


def test_semicolons_tabs_and_a_byte_order_mark_are_understood(tmp_path: Path) -> None:
    assert receptions(tmp_path, "\ufefffile;views\r\nx;5\r\n") == [Reception(5)]
    assert receptions(tmp_path, "\nfile\tviews\tretention\nx\t5\t1;0.5\n\n") == [Reception(5, retention=(1.0, 0.5))]


BAD = {
    "": "is empty",
    "\n\n": "is empty",
    "file,views\n": "has a header but no rows",
    "views,likes\n1,2\n": "line 1: there is no column 'file'",
    "file,title\nx,y\n": "line 1: there is no column of figures; known are views, average view duration",
    "file,views,plays\nx,1,2\n": "line 1: 'views' and 'plays' say the same; keep one",
    "file,views\nx,1\ny,1,2\n": "line 3: it has 3 cells, and the header has 2",
    "file,views\nx,1\n\ny,many\n": "line 4: 'views' is 'many', which is no number of 0 or more",
    "file,views\nx,-1\n": "line 2: 'views' is '-1', which is no number",
    "file,views\nx,nan\n": "line 2: 'views' is 'nan', which is no number",
    "file,views\nx,inf\n": "line 2: 'views' is 'inf', which is no number",
    'file,views\nx,"1,00"\n': "line 2: 'views' is '1,00', which is no number",
    "file,views\nx,\n": "line 2: it has no figures",
    "file,Average percentage viewed (%)\nx,5000\n": "line 2: 'Average percentage viewed (%)' is '5000', which is no",
    "file,average view duration\nx,1:75:00\n": "which is no duration in seconds or h:mm:ss",
    "file,retention\nx,1;half\n": "line 2: 'retention' is '1;half', which is no curve of shares such as 1;0.8;0.55",
    "file,retention\nx,100;80\n": "which is no curve",
    'file,views\nx,"5\n': "line 2: it is no CSV",
    f"file,views\nx,{'9' * 200}x\n": f"is '{'9' * 40}...', which",
    f"file,views\n{'x' * 200_000},1\n": "line 2: it is no CSV: field larger than field limit",
}


@pytest.mark.parametrize(("content", "sentence"), BAD.items())
def test_a_faulty_table_is_refused_with_the_line(content: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_table(of(tmp_path, content))
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "results.csv"))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [b"file,views\nx,1\n\xff\xfe,2\n", "file,views\nx,1\nä,2\n".encode("cp1252")])
def test_what_is_not_utf_8_is_refused_with_the_line(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"results.csv line 3: it is not in UTF-8"):
        read_table(of(tmp_path, content))


def test_a_table_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = of(tmp_path, "")
    with path.open("r+b") as file:
        file.truncate(table.MOST_BYTES + 1)
    with pytest.raises(InputError, match="has more than 50 MB"):
        read_table(path)


def test_a_table_of_more_than_a_million_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has more than 1,000,000 lines"):
        read_table(of(tmp_path, "file,views\n" + "x,1\n" * 1_000_000))


def test_a_table_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.csv cannot be read: No such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_table(tmp_path)
