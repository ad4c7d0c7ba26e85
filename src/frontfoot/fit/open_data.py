"""The files of the folder of open data: events of Wyscout and StatsBomb, and text files."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

from frontfoot.core.errors import ReadError

T = TypeVar("T")
WYSCOUT: Final = (
    "Pappalardo et al., A public data set of spatio-temporal match events in soccer competitions, Scientific Data 6, "
    "236 (2019), Wyscout v2"
)
WYSCOUT_LICENCE: Final = "CC BY 4.0"
STATSBOMB: Final = "StatsBomb open data"
STATSBOMB_LICENCE: Final = "StatsBomb Public Data User Agreement"
STATSBOMB_TERMS: Final = (
    "Fitted from StatsBomb's open data, which may be used for research and other genuine interest under the StatsBomb "
    "Public Data User Agreement; whoever publishes what rests on it names StatsBomb as the source and shows its logo. "
    "No row of the data is contained here. "
)


def wyscout_files(data: Path) -> dict[str, list[Path]]:
    """The event files of every folder below `wyscout/`, by the folder's name; both in the order of their names.

    Raises:
        ReadError: there are none.
    """
    leagues = {path.name: sorted(path.glob("*.json.gz")) for path in sorted((data / "wyscout").glob("*"))}
    return _some({name: paths for name, paths in leagues.items() if paths}, data / "wyscout/LEAGUE/ID.json.gz")


def statsbomb_files(data: Path) -> dict[str, list[tuple[Path, ...]]]:
    """The files of every match of every folder below `statsbomb/`: its events, and line-ups and match list if any.

    Raises:
        ReadError: there are none.
    """
    competitions: dict[str, list[tuple[Path, ...]]] = {}
    for events in sorted((data / "statsbomb").glob("*/events/*")):
        folder = events.parent.parent
        beside = (folder / "lineups" / events.name, folder / "matches.json")
        competitions.setdefault(folder.name, []).append((events, *(path for path in beside if path.is_file())))
    return _some(competitions, data / "statsbomb/COMPETITION/events")


def _some(files: dict[str, list[T]], place: Path) -> dict[str, list[T]]:
    if not files:
        raise ReadError("There are no matches to fit on", place=str(place), remedy="Name the folder of open data")
    return files


def lines_of(path: Path) -> list[str]:
    """The lines of a file of goal times.

    Raises:
        ReadError: the file does not exist or is not text.
    """
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ReadError(
            f"The goal times cannot be read ({reason})",
            place=str(path),
            remedy=f"Name the folder of open data that holds {path.parent.name}/",
        ) from None
