"""One way in: the files of a match, whatever the provider."""

from __future__ import annotations

from pathlib import Path

from frontfoot.match.door import admit
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source, read_sources
from frontfoot.match.match import Match
from frontfoot.match.recognise import sort_parts


def load(*paths: str | Path, provider: str | None = None) -> Match:
    """Read one match, check it, and put right what can be put right.

    The provider is recognised from the content. A file may be plain, .gz, .xz, .bz2 or .zip. Some providers spread a
    match over several files: name them all, in any order (StatsBomb: events, line-ups, 360; Opta: F7 and F24; Stats
    Perform: MA1 and MA3; Sportec: events and match information; Impect: events, line-ups, squads, players).

    Args:
        paths: the files of the match.
        provider: refuse files of any other provider; one of `frontfoot.match.recognise.PROVIDERS`.

    Returns:
        The match; `repairs` and `findings` say what was wrong with the record.

    Raises:
        ReadError: a file cannot be read, is damaged or too large, or is no match of a known provider.
        MissingExtra: the provider is read through kloppy, which is not installed.
        InputError: no path, or an unknown `provider`.

    A real match from the test files of kloppy's wheel:

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> match.home.name, match.away.name, match.score
    ('Juventus', 'Sampdoria', (3, 0))
    >>> match.events.height, match.repairs
    (1903, ())
    """
    name, parts = sort_parts(read_sources(paths), provider)
    return admit(_draft(name, parts))


def _draft(provider: str, parts: dict[str, Source]) -> Draft:
    events = parts["events"]
    if provider == "wyscout_v2":
        from frontfoot.match.wyscout import v2

        return v2.read(events)
    if provider == "statsbomb":
        from frontfoot.match.statsbomb import load as statsbomb

        return statsbomb.read(
            events, lineups=parts.get("lineups"), frames=parts.get("frames"), matches=parts.get("matches")
        )
    if provider == "wyscout_v3":
        from frontfoot.match.wyscout import v3

        return v3.read(events)
    from frontfoot.match.kloppy import load as through_kloppy

    return through_kloppy.read(provider, parts)
