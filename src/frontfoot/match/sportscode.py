"""Coded clips of an analyst: Sportscode XML, as Hudl Sportscode, Nacsport, LongoMatch and Wyscout's tagger write it.

An instance is a stretch of the video with a code and labels, without a place on the pitch or a period. A file of
instances is therefore not a match, and `frontfoot.match.load.load` refuses it; its table can be added to a list of
clips (`frontfoot.scouting.clips.of_instances`, `frontfoot clips --with`).
"""

from __future__ import annotations

import math
from typing import Any, Final
from xml.etree import ElementTree

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.files import Source, one_source
from frontfoot.match.safe_xml import guard_xml

INSTANCES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "id": pl.String,
    "start": pl.Float64,  # seconds of the video
    "end": pl.Float64,
    "code": pl.String,
    "labels": pl.List(pl.Struct({"group": pl.String, "text": pl.String})),  # a label without a group has an empty one
    "note": pl.String,
}
"""Columns of the table of instances."""

LONGEST: Final = 86_400.0
"""Seconds; no video of a match lasts a day."""


def read(file: Any) -> pl.DataFrame:
    """The instances of a Sportscode XML file, in the order of their starts: a frame with the columns of `INSTANCES`.

    Args:
        file: a path (plain or packed), bytes or a stream.

    Raises:
        ReadError: it is not XML, declares a document type, holds no instances, or an instance has no code or no time.

    >>> table = read(b'''<file><ALL_INSTANCES><instance><ID>1</ID><start>3.6</start><end>9.7</end><code>Press</code>
    ... <label><group>Side</group><text>home</text></label></instance></ALL_INSTANCES></file>''')
    >>> table.select("start", "end", "code").row(0), table["labels"][0].to_list()
    ((3.6, 9.7, 'Press'), [{'group': 'Side', 'text': 'home'}])
    """
    source = one_source(file)
    if source.content.lstrip()[:1] != b"<":
        raise source.error("The file is not XML", "Export the timeline as XML")
    guard_xml(source)
    root = ElementTree.fromstring(source.content.strip())
    instances = root.find("ALL_INSTANCES")
    if instances is None:
        raise source.error("The file holds no ALL_INSTANCES", "Export the timeline as Sportscode XML")
    elements = instances.findall("instance")
    if len(elements) > limits.MAX_EVENTS:
        raise source.error(f"The file holds {len(elements):,} instances", "Give the timeline of one match")
    rows = [_row(instance, number, source) for number, instance in enumerate(elements, start=1)]
    return pl.DataFrame(rows, schema=dict(INSTANCES)).sort("start", "end", maintain_order=True)


def _row(instance: ElementTree.Element, number: int, source: Source) -> dict[str, Any]:
    code = _text(instance, "code")
    if not code:
        raise _wrong(f"Instance {number} has no code", source)
    start, end = (_seconds(instance, name, number, source) for name in ("start", "end"))
    if end < start:
        raise _wrong(f"Instance {number} ({code[:40]}) ends before it starts", source)
    return {
        "id": _text(instance, "ID") or str(number),
        "start": start,
        "end": end,
        "code": code,
        "labels": [
            {"group": _text(label, "group"), "text": _text(label, "text")} for label in instance.findall("label")
        ],
        "note": _text(instance, "free_text"),
    }


def _text(parent: ElementTree.Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _seconds(instance: ElementTree.Element, name: str, number: int, source: Source) -> float:
    written = _text(instance, name)
    try:
        seconds = float(written.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0.0 <= seconds <= LONGEST:
        raise _wrong(f"Instance {number} has the {name} {written[:40]!r}", source)
    return seconds


def _wrong(problem: str, source: Source) -> ReadError:
    return source.error(problem, "Every instance has a code, a start and an end in seconds")
