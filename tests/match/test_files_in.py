"""What comes out of files, tables, JSON and XML, and every refusal with its limit, its place and its remedy."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from frontfoot.core.errors import FrontfootError, InputError, ReadError
from frontfoot.match import files, limits, sportscode
from frontfoot.match.decode import Count, Whole, decode, decode_lines, guard_depth
from frontfoot.match.files import Source
from frontfoot.match.safe_xml import check_declarations, guard_xml, text_of
from frontfoot.match.tables import read_table

BOM = b"\xef\xbb\xbf"
AGAIN = "Download or export the file again"
ONE_MATCH = "Name a file that holds one match"
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress}


def source(content: bytes) -> Source:
    return Source("7.x", Path("7.x"), "7.x", content)


def refusal(call: Callable[[], Any], kind: type[FrontfootError] = ReadError) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    return caught.value.problem, caught.value.place, caught.value.remedy


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("mark", [b"", BOM])
def test_every_packing_gives_the_bytes_the_place_and_the_name(tmp_path: Path, mark: bytes) -> None:
    plain = tmp_path / "a.json"
    plain.write_bytes(mark + b"[1]")
    assert files.read_sources([plain]) == [Source(str(plain), plain, "a.json", b"[1]")]
    assert not files.is_packed(plain)
    assert not files.is_archive(plain)
    for ending, pack in PACKERS.items():
        path = tmp_path / f"a.json.{ending}"
        path.write_bytes(pack(mark + b"[1]"))
        assert files.read_sources([path, str(plain)]) == [
            Source(str(path), path, "a.json", b"[1]"),
            Source(str(plain), plain, "a.json", b"[1]"),
        ]
        assert files.is_packed(path)
        assert not files.is_archive(path)
        assert files.packed_head(path, 5 if mark else 2) == b"[1"
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"d/": b"", "__MACOSX/x.json": b"?", "d/b.json": mark + b"[2]", "c.json": b"[3]"}))
    assert files.read_sources([path]) == [
        Source(f"{path}:d/b.json", path, "b.json", b"[2]"),
        Source(f"{path}:c.json", path, "c.json", b"[3]"),
    ]
    assert files.is_archive(path)
    assert files.is_packed(path)


def test_names_lose_the_ending_of_their_packing_only() -> None:
    for ending in ("gz", "xz", "bz2", "GZ"):
        assert files.packed_name(Path(f"x/a.json.{ending}")) == "a.json"
    for name in ("a.json", "a.zip", "a"):
        assert files.packed_name(Path(name)) == name


def test_large_contents_come_whole(tmp_path: Path) -> None:
    content = np.random.default_rng(1).bytes(2**20 + 7)
    (tmp_path / "a.gz").write_bytes(gzip.compress(content, 1))
    assert files.read_sources([tmp_path / "a.gz"])[0].content == content


def test_files_that_are_none(tmp_path: Path) -> None:
    def refused(path: Path) -> tuple[str, str, str]:
        return refusal(lambda: files.read_sources([path]))

    nothing, empty, pointer = tmp_path / "no.json", tmp_path / "empty.json", tmp_path / "lfs.json"
    assert refused(nothing) == ("There is no such file", str(nothing), "Check the path")
    assert refused(tmp_path) == ("This is a directory, not a match file", str(tmp_path), "Name a file inside it")
    empty.write_bytes(b"")
    assert refused(empty) == ("The file is empty", str(empty), AGAIN)
    pointer.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    expected = ("This is a pointer of Git LFS, not the file itself", str(pointer), "Fetch the file: git lfs pull")
    assert refused(pointer) == expected
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo")
        assert refused(tmp_path / "fifo") == ("This is not a regular file", str(tmp_path / "fifo"), "Name a match file")
    long = tmp_path / ("x" * 300)
    assert refused(long)[0].startswith("The file cannot be read (")
    assert refused(long)[2] == AGAIN
    for name, content in (("e.gz", gzip.compress(b"")), ("e.zip", zipped({"a": b""}))):
        path = tmp_path / name
        path.write_bytes(content)
        assert refused(path) == ("The file is empty", str(path) + (":a" if name == "e.zip" else ""), AGAIN)


def test_damaged_packings_are_told(tmp_path: Path) -> None:
    content = os.urandom(3000)
    for ending, pack in PACKERS.items():
        path = tmp_path / f"a.{ending}"
        path.write_bytes(pack(content)[:-900])
        problem, place, remedy = refusal(lambda path=path: files.read_sources([path]))  # type: ignore[misc]
        assert re.fullmatch(r"The packed file is truncated or damaged \(.+\)", problem)
        assert (place, remedy) == (str(path), AGAIN)
        path.write_bytes(pack(content)[:8] + b"x" * 40)
        problem, place, remedy = refusal(lambda path=path: files.packed_head(path, 100))  # type: ignore[misc]
        assert re.fullmatch(r"The packed file is damaged \(.+\)", problem)
        assert (place, remedy) == (str(path), AGAIN)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a": content})[:200])
    problem, place, remedy = refusal(lambda: files.read_sources([path]))
    assert (re.sub(r"\(.*\)", "()", problem), place, remedy) == ("The zip archive is damaged ()", str(path), AGAIN)
    path.write_bytes(zipped({}).replace(b"PK\x05\x06", b"PK\x03\x04PK\x05\x06"))
    assert refusal(lambda: files.read_sources([path])) == ("The zip archive holds no file", str(path), AGAIN)
    locked = bytearray(zipped({"a": content}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(locked))
    problem, place, remedy = refusal(lambda: files.read_sources([path]))
    assert re.fullmatch(r"The zip archive is damaged or locked \(.+\)", problem)
    assert (place, remedy) == (f"{path}:a", AGAIN)


@pytest.mark.parametrize("excess", [0, 1])
def test_the_limits_of_files_are_the_last_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, excess: int
) -> None:
    def check_limit(path: Path, problem: str, place: str, remedy: str) -> None:
        if excess:
            assert refusal(lambda: files.read_sources([path])) == (problem, place, remedy)
        else:
            files.read_sources([path])

    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 3 * 2**20)
    path = tmp_path / "a.json"
    path.write_bytes(b"x" * (3 * 2**20 + excess))
    check_limit(path, "The file has 3 MiB, more than any match needs (3 MiB)", str(path), ONE_MATCH)
    content = path.read_bytes()
    expected = ("It has more than 3 MiB", "argument 2", "Give one match")
    if excess:
        assert refusal(lambda: files.memory_sources(content, 2)) == expected
        assert refusal(lambda: files.memory_sources(io.BytesIO(content + b"x" * 99), 2)) == expected
    else:
        assert files.memory_sources(content, 2)[0].content == content
    monkeypatch.setattr(limits, "MAX_CONTENT_BYTES", 2**20)
    for ending, packed in (("gz", gzip.compress(b"x" * (2**20 + excess), 1)),
                           ("zip", zipped({"a": b"x" * 500, "b": b"x" * (2**20 - 500 + excess)}))):  # fmt: skip
        path = tmp_path / f"b.{ending}"
        path.write_bytes(packed)
        place = str(path) + (":b" if ending == "zip" else "")
        check_limit(path, "The file unpacks to more than 1 MiB", place, ONE_MATCH)
    monkeypatch.setattr(limits, "MAX_ARCHIVE_MEMBERS", 3)
    path.write_bytes(zipped({str(n): b"x" for n in range(3 + excess)}))
    check_limit(
        path, "The zip archive holds 4 files, more than 3", str(path), "Unpack it and name the files of one match"
    )


def test_the_limits_themselves() -> None:
    mib = 1024 * 1024
    sizes = [limits.MAX_FILE_BYTES, limits.MAX_CONTENT_BYTES, limits.MAX_LIST_BYTES]
    assert sizes == [256 * mib, 512 * mib, 8 * mib]
    assert (limits.MAX_ARCHIVE_MEMBERS, limits.MAX_EVENTS, limits.MAX_TABLE_ROWS) == (64, 100_000, 200_000)
    assert (limits.MAX_FRAME_POSITIONS, limits.MAX_DEPTH) == (5_000_000, 64)
    for count in (1, 100_000):
        limits.check_events(count, "7.x")
    assert refusal(lambda: limits.check_events(0, "7.x")) == ("The match has no events", "7.x", "Export it again")
    text = "The match has 100,001 events, more than any match (100,000)"
    assert refusal(lambda: limits.check_events(100_001, "7.x")) == (text, "7.x", ONE_MATCH)


def test_values_in_memory(tmp_path: Path) -> None:
    def one(value: Any) -> tuple[str, str, bytes]:
        (single,) = files.memory_sources(value, 3)
        return single.place, single.name, single.content

    for value in (b"[1]", bytearray(b"[1]"), memoryview(b"[1]"), gzip.compress(b"[1]"), io.BytesIO(BOM + b"[1]"),
                  io.StringIO("[1]")):  # fmt: skip
        assert one(value) == ("argument 3", "memory", b"[1]")
    assert one([1, {"a": None}])[2] == b'[1,{"a":null}]'
    for key in ("play_pattern", "lineup", "event_uuid", "home_team"):
        assert one({"x": {key: 1}, "y": {key: 2}})[2] == f'[{{"{key}":1}},{{"{key}":2}}]'.encode()
        assert one({"x": {key: 1}, "y": {"z": 2}})[2] == f'{{"x":{{"{key}":1}},"y":{{"z":2}}}}'.encode()
    assert one({})[2] == b"{}"
    assert one({"x": 1})[2] == b'{"x":1}'
    path = tmp_path / "a.json"
    path.write_bytes(b"[1]")
    with path.open("rb") as stream:
        assert one(stream)[0] == f"argument 3 ({path})"
    members = files.memory_sources(zipped({"a": b"1", "b": b"2"}), 1)
    assert [(one.place, one.content) for one in members] == [("argument 1:a", b"1"), ("argument 1:b", b"2")]
    assert files.one_source(path).content == files.one_source(str(path)).content == files.one_source([1]).content
    problem, place, remedy = refusal(lambda: files.memory_sources([{1, 2}, object()], 1))
    assert re.fullmatch(r"The object is no JSON \(.+\)", problem)
    assert (place, remedy) == ("argument 1", "Give the provider's file as it was decoded")
    refused = refusal(lambda: files.memory_sources(7, 1), InputError)
    remedy = "Give a path, bytes, a stream, decoded JSON or an EventDataset of kloppy"
    assert refused == ("A int is no match file", "argument 1", remedy)
    packed = zipped({"a": b"1", "b": b"2"})
    path.write_bytes(packed)
    assert refusal(lambda: files.one_source(path)) == ("The archive holds 2 files", str(path), "Give one of them")


class Line(msgspec.Struct):
    n: Whole
    c: Count = 0


def test_json_is_decoded_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(content: bytes) -> tuple[str, str, str]:
        return refusal(lambda: decode(source(content), list[Line], content="lines"))

    assert [one.n for one in decode(source(b'[{"n": 1}, {"n": "2"}]'), list[Line], content="lines")] == [1, 2]
    problem, place, remedy = refused(b'[{"m": 1}]')
    assert problem.startswith("The file does not have the shape of lines: Object missing required field")
    assert (place, remedy) == ("7.x", "Check that the export is complete, or name its provider")
    problem, place, remedy = refused(b'[{"n": 1}')
    assert re.fullmatch(r"The file is not complete JSON \(.+\)", problem)
    assert (place, remedy) == ("7.x", AGAIN)
    for line, content in (
        (1, b'[{"n":NaN}]'),
        (2, b'[\n{"n": -Infinity}]'),
        (4, b"[\n\n\n NaN]"),
        (1, b'[{"n":1},NaN'),
    ):
        word = "NaN" if b"NaN" in content else "Infinity"
        assert refused(content)[0] == f"Line {line} holds {word}, which is not a number"
    problem, *_ = refusal(lambda: decode(source(b'["\xff"]'), list[str], content="lines"))
    assert problem == "The file is not UTF-8 text (invalid start byte)"
    for field, least, most in (("n", -(2**53), 2**53), ("c", 0, 2**32 - 1)):
        for number in (least, most):
            decode(source(b'[{"n": 0, "%s": %d}]' % (field.encode(), number)), list[Line], content="lines")
        for number in (least - 1, most + 1):
            assert "shape of lines" in refused(b'[{"n": 0, "%s": %d}]' % (field.encode(), number))[0]

    def too_deep(_: Any) -> Any:
        raise RecursionError

    monkeypatch.setattr("frontfoot.match.decode._decoder", too_deep)
    assert refused(b"[]") == ("The file is nested deeper than any match file", "7.x", AGAIN)


def test_json_lines_are_decoded_or_told_with_their_line() -> None:
    def lines(content: bytes) -> list[int]:
        return [one.n for one in decode_lines(source(content), Line, content="lines")]

    assert lines(b'{"n": 1}\n{"n": 2}\n') == lines(b' [{"n": 1}, {"n": 2}]') == [1, 2]
    problem, place, _ = refusal(lambda: lines(b'{"n": 1}\n\n{"m": 2}\n{"n": 3}'))
    assert (problem.split(":")[0], place) == ("The file does not have the shape of lines", "7.x, line 3")
    problem, place, _ = refusal(lambda: lines(b'{"n": 1}\n{"n": NaN}'))
    assert (problem, place) == ("Line 1 holds NaN, which is not a number", "7.x, line 2")


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_nesting_is_counted_to_64_levels(opening: bytes) -> None:
    def nested(levels: int, before: bytes = b"", after: bytes = b"") -> Source:
        closing = b"]" if opening == b"[" else b"}"
        deep = b"[" * 16 + b"]" * 16 + b","
        content = opening * (levels - 17) + b"[" + deep[:-1] + b"]" + closing * (levels - 17)
        return source(before + content + after)

    for shift in range(8):
        guard_depth(nested(64, b" " * shift))
        refused = refusal(lambda shift=shift: guard_depth(nested(65, b" " * shift)))  # type: ignore[misc]
        assert refused == ("The file is nested 65 levels deep, deeper than any match file", "7.x", AGAIN)
    guard_depth(nested(60, b"[" * 4 + b"]" * 4, b"[" * 60 + b"]" * 60))
    guard_depth(source(b""))
    assert "65 levels" in refusal(lambda: decode(nested(65), list[Any], content="lines"))[0]


def test_texts_of_elements_have_no_spaces_around_them() -> None:
    from xml.etree import ElementTree

    assert text_of(ElementTree.fromstring("<a> x y \n</a>")) == "x y"
    assert text_of(ElementTree.fromstring("<a/>")) == text_of(None) == ""


def test_xml_is_nested_64_levels_at_most_counted_along_one_branch() -> None:
    guard_xml(source(b"<a>" * 64 + b"</a>" * 64))
    guard_xml(source(b"\n<r>" + (b"<a>" * 63 + b"</a>" * 63) * 3 + b"</r>"))
    refused = refusal(lambda: guard_xml(source(b"<a>" * 65 + b"</a>" * 65)))
    assert refused == ("The XML is nested deeper than 64 levels", "7.x", "Export it again")
    for content in (b"<a>", b"<a></b>", b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>', b"<a/><b/>"):
        problem, place, remedy = refusal(lambda content=content: guard_xml(source(content)))  # type: ignore[misc]
        assert re.fullmatch(r"The XML is damaged \(.+\)", problem)
        assert (place, remedy) == ("7.x", "Export it again")
    guard_xml(source(b"{}"))


ENCODINGS = ("UTF-8", "utf8", "US-ASCII", "ascii", "ISO-8859-1", "iso_8859-1", "latin-1", "Windows-1252")


def test_declarations_of_xml() -> None:
    def problem_of(content: bytes) -> tuple[str, str]:
        problem, place, remedy = refusal(lambda: check_declarations(source(content)))
        assert place == "7.x"
        return problem, remedy

    head = '<?xml version="1.0" encoding={0}{1}{0}?><a/>'
    for name in ENCODINGS:
        assert check_declarations(source(head.format('"', name).encode()))
        assert check_declarations(source(head.format("'", name).encode()))
    for name in ("utf-16", "utf-7", "x"):
        expected = (f"The XML declares the encoding {name!r}", "Save it as UTF-8")
        assert problem_of(head.format('"', name).encode()) == expected
        assert problem_of(b" \r\n\t" + head.format("'", name).encode()) == expected
    assert check_declarations(source(BOM + b"<a/>"))
    assert not check_declarations(source(b"{}"))
    assert not check_declarations(source(b""))
    for content in ("<a/>".encode("utf-16-le"), "<a/>".encode("utf-16"), b"\xfe\xff\x00<", b"\xff\xfe<\x00"):
        assert problem_of(content) == ("The file is not UTF-8 text", "Save it as UTF-8")
    for content in (b"<!DOCTYPE a><a/>", b'<a/><!ENTITY x "y">'):
        problem = "The XML declares a document type, through which it could read other files"
        assert problem_of(content) == (problem, "No provider's feed does that; export it again")


def clip(**parts: str) -> str:
    parts = {"ID": "7", "start": "1.5", "end": "3", "code": "Press"} | parts
    return "<instance>" + "".join(f"<{name}>{text}</{name}>" for name, text in parts.items()) + "</instance>"


def coded(*clips: str) -> bytes:
    return f"<file><ALL_INSTANCES>{''.join(clips)}</ALL_INSTANCES></file>".encode()


def test_instances_have_their_number_note_and_labels_and_times_from_0_to_a_day() -> None:
    labels = "<text>a</text>"
    table = sportscode.read(coded(clip(ID="", free_text=" look "), clip(start="0", end="86400", label=labels),
                                  clip(start="2", end="2", ID="x")))  # fmt: skip
    assert table.rows() == [
        ("7", 0.0, 86400.0, "Press", [{"group": "", "text": "a"}], ""),
        ("1", 1.5, 3.0, "Press", [], "look"),
        ("x", 2.0, 2.0, "Press", [], ""),
    ]
    remedy = "Every instance has a code, a start and an end in seconds"
    for parts, problem in (
        ({"start": "-0.1"}, "Instance 2 has the start '-0.1'"),
        ({"end": "86400.1"}, "Instance 2 has the end '86400.1'"),
        ({"end": "x" * 50}, f"Instance 2 has the end '{'x' * 40}'"),
        ({"start": ""}, "Instance 2 has the start ''"),
        ({"end": "1.4", "code": "c" * 50}, f"Instance 2 ({'c' * 40}) ends before it starts"),
        ({"code": " "}, "Instance 2 has no code"),
    ):
        refused = refusal(lambda parts=parts: sportscode.read(coded(clip(), clip(**parts))))  # type: ignore[misc]
        assert refused == (problem, "argument 1", remedy)
    assert sportscode.read(coded()).is_empty()


def test_a_timeline_has_no_more_instances_than_a_match_has_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_EVENTS", 2)
    assert sportscode.read(coded(clip(), clip())).height == 2
    refused = refusal(lambda: sportscode.read(coded(clip(), clip(), clip())))
    assert refused == ("The file holds 3 instances", "argument 1", "Give the timeline of one match")


def table_of(text: str, needed: list[str], optional: list[str] | None = None) -> Any:
    return read_table(source(text.encode()), needed, optional or [], content="events")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_tables_are_read_by_the_names_of_their_columns(sign: str) -> None:
    text = '\ufeffa, b ,c,d\n1, x ,TRUE,5\r\n,,\n\n-2.5,"y\nz",1.0,nan\nNaN,Null,0,NA\n1e7,none,1,\n'.replace(",", sign)
    table = table_of(text, ["d", "a"], ["b", "c", "e", "a"])
    assert (table.height, table.lines) == (4, [2, 6, 7, 8])
    assert table.text("b") == ["x", "y\nz", "Null", "none"]
    assert table.text("e") == [""] * 4
    assert table.numbers("a") == pytest.approx([1.0, -2.5, np.nan, 1e7], nan_ok=True)
    assert table.numbers("d") == pytest.approx([5.0, np.nan, np.nan, np.nan], nan_ok=True)
    assert table.numbers("e") == pytest.approx([np.nan] * 4, nan_ok=True)
    assert table.flags("c").tolist() == [True, True, False, True]
    assert table.flags("e").tolist() == [False] * 4
    part = table.take(np.array([False, True, False, True]))
    assert (part.lines, part.text("a"), part.text("c")) == ([6, 8], ["-2.5", "1e7"], ["1.0", "1"])


def test_cells_that_are_no_number_are_told_with_line_and_column() -> None:
    for cell in ("1e7", "-1e7", "0"):
        assert table_of(f"a\n{cell}\n", ["a"]).numbers("a").tolist() == [float(cell)]
    for cell in ("10000001", "-10000001", "x", "inf", "1e400", "x" * 50):
        refused = refusal(lambda cell=cell: table_of(f"a,b\n1,2\n{cell},2\n", ["a", "b"]).numbers("a"))  # type: ignore[misc]
        assert refused == (f"Line 3: a is {cell[:40]!r}, not a number", "7.x", AGAIN)
    assert table_of("p\n1\n2\n3\n4\n5.0\n", ["p"]).periods("p") == [1, 2, 3, 4, 5]
    for cell in ("0", "6", "1.5", "nan"):
        refused = refusal(lambda cell=cell: table_of(f"p\n1\n{cell}\n", ["p"]).periods("p"))  # type: ignore[misc]
        assert refused == (f"Line 3: p is {cell!r}, not a period from 1 to 5", "7.x", AGAIN)


def test_tables_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refusal(lambda: table_of("a,b\n1,2\n", ["a", "c", "d"]))
    assert refused == ("The table lacks columns of events: c, d", "7.x", AGAIN)
    for cells, count in (("3", 1), ("3,4,5", 3)):
        refused = refusal(lambda cells=cells: table_of(f"a,b\n1,2\n{cells}\n", ["a"]))  # type: ignore[misc]
        assert refused == (f"Line 3 has {count} cells, the header 2: the file was cut or edited", "7.x", AGAIN)
    refused = refusal(lambda: read_table(source(b"a\n\xff\n"), ["a"], content="events"))
    assert refused == ("The file is not UTF-8 text (invalid start byte)", "7.x", AGAIN)
    problem, place, remedy = refusal(lambda: table_of("a\n" + "x" * 200_000 + "\n", ["a"]))
    assert re.fullmatch(r"Line 2 is no line of a table \(.+\)", problem)
    assert (place, remedy) == ("7.x", AGAIN)
    monkeypatch.setattr(limits, "MAX_TABLE_ROWS", 2)
    assert table_of("a\n1\n2\n", ["a"]).height == 2
    refused = refusal(lambda: table_of("a\n1\n2\n3\n", ["a"]))
    assert refused == ("The table has more than 2 rows, more than any match", "7.x", ONE_MATCH)
