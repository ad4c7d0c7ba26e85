"""`load`: reads the files of a match from any provider."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from polars.exceptions import PolarsError

from frontfoot.core.errors import FrontfootError, InputError, ReadError
from frontfoot.match.checks import admit
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source, memory_sources, read_sources
from frontfoot.match.match import Match
from frontfoot.match.recognise import sort_parts
from frontfoot.match.until import Until


def load(*paths: Any, provider: str | None = None, until: str | int | Until | None = None) -> Match:
    """A match read from its provider's files, checked, and repaired where possible.

    The provider is recognised from the content. A file may be plain, .gz, .xz, .bz2 or .zip. Some providers spread a
    match over several files: name them all, in any order (StatsBomb: events, line-ups, 360; Opta: F7 and F24; Stats
    Perform: MA1 and MA3; Sportec: events and match information; Impect: events, line-ups, squads, players; PFF: events,
    metadata, rosters; Common Data Format: events, metadata, match sheet).

    Args:
        paths: the files of the match: paths; or, in memory, bytes, streams, or JSON as it was decoded (statsbombpy's
            `fmt="dict"` too); or one `EventDataset` of kloppy.
        provider: refuse files of any other provider; one of `frontfoot.match.recognise.PROVIDERS`.
        until: cut the record here and read nothing that came later: "HT", "FT", "60", "45+2", "ET 100".

    Returns:
        The match. `repairs` and `findings` list what was wrong with the record; `progress` shows whether it is over.

    Raises:
        ReadError: a file cannot be read, is damaged or too large, or is not a match of a known provider.
        MissingExtra: the provider is read through kloppy, which is not installed.
        InputError: no path, an unknown `provider`, or an `until` that is no moment of a match.

    A real match from the test files of kloppy's wheel:

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> match.home.name, match.away.name, match.score
    ('Juventus', 'Sampdoria', (3, 0))
    >>> match.events.height, match.repairs
    (1903, ())
    >>> frontfoot.load(*match.info.sources, until="HT").progress.words
    'At half-time'
    """
    moment = until if until is None or isinstance(until, Until) else Until.parse(until)
    if any(_is_dataset(item) for item in paths):
        return admit(_of_dataset(paths, moment))
    sources = [source for number, item in enumerate(paths, start=1) for source in _sources(item, number)]
    name, parts = sort_parts(sources, provider)
    return _checked(name, parts, moment)


def _sources(item: Any, number: int) -> list[Source]:
    return read_sources([Path(item)]) if isinstance(item, str | PathLike) else memory_sources(item, number)


def _is_dataset(item: Any) -> bool:
    """Whether something is a dataset of kloppy; kloppy itself is not imported for the check."""
    return type(item).__module__.startswith("kloppy.") and hasattr(item, "records")


def _of_dataset(items: tuple[Any, ...], until: Until | None) -> Draft:
    if len(items) != 1 or type(items[0]).__name__ != "EventDataset":
        raise InputError(
            f"A {type(items[0]).__name__} of kloppy is no match of events",
            place="load",
            remedy="Give one EventDataset; a TrackingDataset goes to frontfoot.match.tracking.load_frames",
        )
    from frontfoot.match.kloppy import load as through_kloppy

    return through_kloppy.read_dataset(items[0], until)


def _checked(provider: str, parts: dict[str, Source], until: Until | None) -> Match:
    """The match of these files; values that no match has, such as a number beyond every column, are a `ReadError`."""
    try:
        return admit(_draft(provider, parts, until))
    except FrontfootError:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, PolarsError) as error:
        raise ReadError(
            f"The file holds values that no match has ({type(error).__name__}: {str(error)[:120]})",
            place=parts["events"].place,
            remedy="Export it again; if it is sound, report it with the provider's name",
        ) from error


def _draft(provider: str, parts: dict[str, Source], until: Until | None) -> Draft:
    events = parts["events"]
    if provider == "wyscout_v2":
        from frontfoot.match.wyscout import v2

        return v2.read(events, until=until)
    if provider == "statsbomb":
        from frontfoot.match.statsbomb import load as statsbomb

        return statsbomb.read(
            events,
            lineups=parts.get("lineups"),
            frames=parts.get("frames"),
            matches=parts.get("matches"),
            until=until,
        )
    if provider == "wyscout_v3":
        from frontfoot.match.wyscout import v3

        return v3.read(events, until=until)
    if provider == "cdf":
        from frontfoot.match.cdf import load as cdf

        return cdf.read(events, meta=parts.get("metadata"), sheet=parts.get("lineups"), until=until)
    if provider == "pff":
        from frontfoot.match.pff import load as pff

        return pff.read(events, meta=parts.get("metadata"), rosters=parts.get("lineups"), until=until)
    if provider == "skillcorner":
        from frontfoot.match.skillcorner import load as skillcorner

        return skillcorner.read(events, meta=parts.get("metadata"), until=until)
    if provider == "metrica_csv":
        from frontfoot.match.metrica import load as metrica

        return metrica.read(events, until=until)
    if provider == "metrica":
        from frontfoot.match.metrica import load as metrica

        return metrica.read_json(events, meta=parts.get("metadata"), until=until)
    from frontfoot.match.kloppy import load as through_kloppy

    return through_kloppy.read(provider, parts, until=until)
