"""Clips of a match on its video, written as the lists that video tools read.

A clip is a moment with its roll before and after, on the clock of a period; `frontfoot.scouting.offsets` says where
each period starts in the video. Written are Sportscode XML (read by Hudl Sportscode, Nacsport, LongoMatch and kloppy),
a plain CSV, Hudl's generic CSV, and WebVTT chapters. All output is pure ASCII: Hudl asks for no XML entities, and every
tool reads it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.etree import ElementTree

import polars as pl

from frontfoot.core.errors import InputError
from frontfoot.core.wording import csv_cell
from frontfoot.scouting.offsets import Offsets

ROLLS: Final[Mapping[str, tuple[float, float]]] = {
    "transition": (8.0, 4.0),
    "build-up": (5.0, 4.0),
    "corner": (6.0, 10.0),
    "goal-kick": (4.0, 12.0),
    "penalty": (10.0, 4.0),
    "shot": (10.0, 4.0),
}
"""Seconds shown before and after a moment, by its sort [conv]."""

LONGEST: Final = 20.0
"""Of a long sequence the last seconds are kept [conv]."""

GAP: Final = 3.0
"""Clips of one code that lie closer together are one [conv]."""

START: Final = "Start"
"""Code of the clip at each kick-off, by which one sees at once whether list and video are in step."""

FORMATS: Final = ("sportscode", "csv", "hudl-csv", "vtt")
_SUFFIXES: Final = {"sportscode": "xml", "csv": "csv", "hudl-csv": "csv", "vtt": "vtt"}
_PLAIN: Final = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "đ": "d",
        "Đ": "D",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "\u2013": "-",
        "\u2014": "-",
        "\u2019": "'",
        "\u2032": "'",
    }
)
"""Letters that do not come apart into a plain one and its accent, dashes and apostrophes."""

_COLOURS: Final = ((11565, 26985, 52942), (54484, 29555, 2570), (10280, 35980, 29555), (43690, 13107, 34695))


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a match to show.

    Attributes:
        period: 1 to 5.
        start, end: seconds since the period began, rolls included; the start may lie before it.
        code: the row that it stands in, such as "Turkey lost in build-up".
        labels: (group, text), any number.
        note: why it is shown, one sentence.
        match: what a list of several matches needs to tell them apart.
    """

    period: int
    start: float
    end: float
    code: str
    labels: tuple[tuple[str, str], ...] = ()
    note: str = ""
    match: str = ""


def rolled(
    sort: str,
    period: int,
    first: float,
    last: float | None = None,
    *,
    code: str,
    labels: tuple[tuple[str, str], ...] = (),
    note: str = "",
    match: str = "",
) -> Clip:
    """The clip of a moment or a sequence with the rolls of its sort.

    Args:
        sort: of `ROLLS`.
        period, first, last: from its first to its last second; of a long sequence the last `LONGEST` seconds are kept.
        code, labels, note, match: as for `Clip`.

    >>> clip = rolled("corner", 2, 100.0, code="Corners for")
    >>> clip.start, clip.end
    (94.0, 110.0)
    """
    if sort not in ROLLS:
        raise InputError(f"There are no rolls for '{sort}'", place="sort", remedy="Known: " + ", ".join(ROLLS))
    before, after = ROLLS[sort]
    end = first if last is None else max(first, last)
    return Clip(period, max(first, end - LONGEST) - before, end + after, code, labels, note, match)


def merged(clips: Iterable[Clip]) -> list[Clip]:
    """The clips in order of time, those of one code and period that lie closer than `GAP` made one.

    >>> [(clip.start, clip.end) for clip in merged([Clip(1, 0, 10, "a"), Clip(1, 12, 20, "a"), Clip(1, 30, 31, "a")])]
    [(0, 20), (30, 31)]
    """
    joined: list[Clip] = []
    last: dict[tuple[str, int, str], int] = {}
    for clip in sorted(clips, key=lambda clip: (clip.match, clip.period, clip.start, clip.end, clip.code)):
        key = (clip.match, clip.period, clip.code)
        before = last.get(key)
        if before is not None and clip.start - joined[before].end < GAP:
            kept = joined[before]
            labels = (*kept.labels, *(label for label in clip.labels if label not in kept.labels))
            note = kept.note if not clip.note or clip.note in kept.note else f"{kept.note} {clip.note}".strip()
            joined[before] = replace(kept, end=max(kept.end, clip.end), labels=labels, note=note)
            continue
        last[key] = len(joined)
        joined.append(clip)
    return joined


def starts(periods: Iterable[int], match: str = "") -> list[Clip]:
    """A clip at the kick-off of each period."""
    return [Clip(period, 0.0, 5.0, START, (("Period", str(period)),), "Kick-off", match) for period in periods]


def of_instances(instances: pl.DataFrame, offsets: Offsets, match: str = "") -> list[Clip]:
    """An analyst's coded clips as clips of a match.

    Args:
        instances: as `frontfoot.match.sportscode.read` returns them, on the clock of the video.
        offsets: where each period starts in the video. An instance belongs to the last period that has started, or to
            the first, when it lies before the kick-off.
        match: what a list of several matches needs to tell them apart.

    >>> from frontfoot.match import sportscode
    >>> table = sportscode.read(written([Clip(2, 10.0, 22.0, "Counters for")], Offsets.parse("0:00", "60:00"),
    ...     "sportscode").encode())
    >>> of_instances(table, Offsets.parse("0:00", "60:00"))[0].period
    2
    """
    kick_offs = sorted(offsets.seconds.items(), key=lambda item: item[1])
    clips = []
    for row in instances.iter_rows(named=True):
        begun = [(number, at) for number, at in kick_offs if at <= row["start"]] or kick_offs[:1]
        period, at = begun[-1]
        labels = tuple((label["group"], label["text"]) for label in row["labels"] or ())
        clips.append(Clip(period, row["start"] - at, row["end"] - at, row["code"], labels, row["note"] or "", match))
    return clips


def offsets_of(instances: pl.DataFrame) -> Offsets | None:
    """Where the periods start in the video, as the Start rows of a list written here say; None without any."""
    starts_of_periods = {
        int(label["text"]): float(row["start"])
        for row in instances.filter(code=START).iter_rows(named=True)
        for label in row["labels"] or ()
        if label["group"] == "Period" and label["text"] in {"1", "2", "3", "4", "5"}
    }
    return Offsets(starts_of_periods) if 1 in starts_of_periods else None


def ascii_only(text: str) -> str:
    """Text in plain ASCII without the signs that XML escapes.

    >>> ascii_only("Müller & Çalhanoğlu <45+1>")
    'Muller and Calhanoglu 45+1'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    plain = re.sub(r"\s*&\s*", " and ", plain)
    return re.sub(r"[<>\"\x00-\x1f]", "", plain).strip()


def written(clips: Sequence[Clip], offsets: Offsets, form: str, *, title: str = "") -> str:
    """The clips of one video in one of `FORMATS`.

    Args:
        clips: any order; their periods must be in `offsets`.
        offsets: where each period starts in the video.
        form: one of `FORMATS`.
        title: what the list is of.

    Raises:
        InputError: an unknown form, or a period whose place in the video is not known.
    """
    if form not in FORMATS:
        raise InputError(f"There is no format '{form}' of clips", place="clips", remedy="Known: " + ", ".join(FORMATS))
    timed = sorted(
        ((offsets.at(clip.period, clip.start), offsets.at(clip.period, clip.end), clip) for clip in clips),
        key=lambda item: (item[0], item[1], item[2].code),
    )
    if form == "sportscode":
        return _sportscode(timed, title)
    if form == "vtt":
        return _vtt(timed)
    return _hudl(timed) if form == "hudl-csv" else _csv(timed)


def suffix(form: str) -> str:
    """The ending of the name of a file of a format."""
    return _SUFFIXES[form]


_Timed = list[tuple[float, float, Clip]]


def _sportscode(timed: _Timed, title: str) -> str:
    file = ElementTree.Element("file")
    session = ElementTree.SubElement(file, "SESSION_INFO")
    _text(session, "title", title)
    _text(ElementTree.SubElement(file, "SORT_INFO"), "sort_type", "sort order")
    instances = ElementTree.SubElement(file, "ALL_INSTANCES")
    for number, (start, end, clip) in enumerate(timed, start=1):
        instance = ElementTree.SubElement(instances, "instance")
        _text(instance, "ID", str(number))
        _text(instance, "start", f"{start:.3f}")
        _text(instance, "end", f"{end:.3f}")
        _text(instance, "code", clip.code)
        for group, text in clip.labels:
            label = ElementTree.SubElement(instance, "label")
            _text(label, "group", group)
            _text(label, "text", text)
        if clip.note:
            _text(instance, "free_text", clip.note)
    rows = ElementTree.SubElement(file, "ROWS")
    for order, code in enumerate(dict.fromkeys(clip.code for _, _, clip in timed), start=1):
        row = ElementTree.SubElement(rows, "row")
        _text(row, "sort_order", str(order))
        _text(row, "code", code)
        for name, value in zip("RGB", _COLOURS[(order - 1) % len(_COLOURS)], strict=True):
            _text(row, name, str(value))
    ElementTree.indent(file)
    body = ElementTree.tostring(file, encoding="us-ascii", xml_declaration=False).decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = ascii_only(text)


def _csv(timed: _Timed) -> str:
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(["match", "period", "start", "end", "code", "labels", "note"])
    for start, end, clip in timed:
        labels = "; ".join(f"{group}: {text}" for group, text in clip.labels)
        cells = (clip.match, str(clip.period), f"{start:.2f}", f"{end:.2f}", clip.code, labels, clip.note)
        sheet.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _hudl(timed: _Timed) -> str:
    """Hudl's generic CSV: a moment each, lead and lag are set when it is imported."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(["Mins", "Secs", "Frames", "code", "labels", "note"])
    for start, _, clip in timed:
        minutes, seconds = divmod(int(start), 60)
        labels = "; ".join(text for _, text in clip.labels)
        sheet.writerow([minutes, seconds, 0, _cell(clip.code), _cell(labels), _cell(clip.note)])
    return out.getvalue()


def _cell(text: str) -> str:
    """A cell that no table program takes for a formula."""
    return csv_cell(ascii_only(text))


def _vtt(timed: _Timed) -> str:
    parts = ["WEBVTT"]
    for number, (start, end, clip) in enumerate(timed, start=1):
        text = ascii_only(f"{clip.code}: {clip.note}" if clip.note else clip.code).replace("-->", "->")
        parts.append(f"{number}\n{_stamp(start)} --> {_stamp(end)}\n{text}")
    return "\n\n".join(parts) + "\n"


def _stamp(seconds: float) -> str:
    whole, milliseconds = divmod(round(1000.0 * seconds), 1000)
    return f"{whole // 3600:02d}:{whole % 3600 // 60:02d}:{whole % 60:02d}.{milliseconds:03d}"
