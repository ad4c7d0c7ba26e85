"""Sets into the cache: listed, fetched, checked, with their licence beside them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from frontfoot.core.cache import default_cache
from frontfoot.core.errors import InputError
from frontfoot.seasons.folder import open_folder
from frontfoot.seasons.open_data.download import PAUSE, SILENCE, Remote, download, sound
from frontfoot.seasons.open_data.repository import Repository, repository
from frontfoot.seasons.open_data.sets import DataTerms, SetPart, parts, terms_of, with_matches

_AT_ONCE: Final = 6
_LISTS: Final = ".lists"

Progress = Callable[[int, int, int], None]
"""Called with files done, files in all, and bytes that came."""


@dataclass(frozen=True, slots=True)
class Got:
    """The result of a fetch.

    Attributes:
        folder: of the set in the cache; `frontfoot season` takes it as it is.
        terms: of the set.
        fetched, present: files that came now, and that were there, unchanged since they were published.
        mended: files that were there and were not as published; they were fetched again.
        commit: of the repository.
    """

    folder: Path
    terms: DataTerms
    fetched: int
    present: int
    mended: tuple[Path, ...]
    commit: str


class DownloadSource:
    """A set at its public address, and its place in the cache.

    Args:
        name: of the set.
        cache: folder of all sets; the user's cache where None.
        mirror: address of a mirror of the public servers.
        pause, silence: see `download`.

    Raises:
        InputError: there is no set of that name.
        NetworkError: the server cannot be reached.
    """

    def __init__(
        self,
        name: str,
        cache: Path | None = None,
        *,
        mirror: str | None = None,
        pause: float = PAUSE,
        silence: float = SILENCE,
    ) -> None:
        self.terms = terms_of(name)
        self.folder = (cache or default_cache()) / name
        self._pause, self._silence = pause, silence
        self._held: Repository = repository(self.terms.repository, self.terms.branch, mirror=mirror, pause=pause)

    def parts(self) -> list[SetPart]:
        """The competitions and seasons there are."""
        return parts(self.terms.name, self._held, self._list)

    def get(
        self, competition: str | None = None, season: str | None = None, *, progress: Progress | None = None
    ) -> Got:
        """Fetch what is chosen and not yet in the cache as it was published.

        Raises:
            InputError: the set has no such competition or season.
            FrontfootError: a file cannot be had or written; those that came stay, whole, and the next call goes on.
        """
        chosen = self._chosen(competition, season)
        wanted: dict[Path, Remote] = {}
        made: dict[str, bytes] = {}
        for part in chosen:
            whole = with_matches(self.terms.name, part, self._held, self._list)
            wanted |= {self.folder / to: self._held.files[path] for path, to in whole.files.items()}
            made |= whole.written
        if self.terms.licence_file in self._held.files:
            wanted[self.folder / f"LICENCE-{self.terms.licence_file}"] = self._held.files[self.terms.licence_file]
        present = [path for path, file in wanted.items() if sound(path, file)]
        missing = {path: file for path, file in wanted.items() if path not in set(present)}
        mended = tuple(path for path in missing if path.exists())
        own = open_folder(str(self.folder))
        own.write("LICENCE.txt", self._licence().encode())
        for name, content in made.items():
            own.write(name, content)
        self._fetch(missing, len(present), progress)
        return Got(self.folder, self.terms, len(missing) - len(mended), len(present), mended, self._held.commit)

    def _fetch(self, missing: dict[Path, Remote], present: int, progress: Progress | None) -> None:
        came = [0]
        lock = threading.Lock()

        def count(size: int) -> None:
            with lock:
                came[0] += size

        def one(item: tuple[Path, Remote]) -> None:
            download(item[1], item[0], pause=self._pause, silence=self._silence, progress=count)

        total = present + len(missing)
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            futures = [threads.submit(one, item) for item in missing.items()]
            try:
                for done, future in enumerate(as_completed(futures), start=present + 1):
                    future.result()
                    if progress:
                        progress(done, total, came[0])
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise

    def _list(self, path: str) -> bytes:
        """A list of the set, kept in the cache out of the way of the matches."""
        if path not in self._held.files:
            raise InputError(
                "The set has no list of its matches where it used to be",
                place=f"{self.terms.repository}/{path}",
                remedy="See whether there is a newer frontfoot",
            )
        place = self.folder / _LISTS / path
        if not sound(place, self._held.files[path]):
            download(self._held.files[path], place, pause=self._pause, silence=self._silence)
        return place.read_bytes()

    def _chosen(self, competition: str | None, season: str | None) -> list[SetPart]:
        every = self.parts()
        chosen = [p for p in every if competition is None or p.competition.casefold() == competition.casefold()]
        if not chosen:
            known = ", ".join(dict.fromkeys(part.competition for part in every))
            raise InputError(
                f"The set has no competition '{competition}'", place=self.terms.name, remedy=f"It has: {known}"
            )
        seasons = [part for part in chosen if season is None or part.season == season]
        if not seasons:
            known = ", ".join(dict.fromkeys(part.season for part in chosen))
            raise self._none("season", season, known)
        return seasons

    def _none(self, kind: str, asked: str | None, known: str) -> InputError:
        return InputError(f"The set has no {kind} '{asked}'", place=self.terms.name, remedy=f"It has: {known}")

    def _licence(self) -> str:
        terms = self.terms
        return (
            f"{terms.title}\nSource: github.com/{terms.repository}, commit {self._held.commit}\n"
            f"Licence: {terms.licence} ({terms.licence_address})\n{terms.attribution}\n"
        )
