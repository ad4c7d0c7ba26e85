"""`season`: measures many matches into one store; a run can be stopped and continued at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.core.writing import json_bytes
from frontfoot.seasons.engines import Engine, WorkerLost, engine
from frontfoot.seasons.folder import Folder, open_folder
from frontfoot.seasons.layout import NEXT, SCHEMA, STAGING, TABLES, locked, make, partition_name, parts_of
from frontfoot.seasons.sources import find_matches
from frontfoot.seasons.tasks import GROUPS, Key, Rewrite, SetAside, Staged, Task
from frontfoot.seasons.work import measure, rewrite

SET_ASIDE = "set_aside.json"
Progress = Callable[[str, int, int], None]
"""Called with the name of the step ("measure", "write"), the number of matches done, and the number of all."""


@dataclass(frozen=True, slots=True)
class SeasonSummary:
    """The numbers of matches that a run added and skipped, and the files that it could not use.

    Attributes:
        added: matches that were measured and written.
        skipped: matches that were in the store already, unchanged.
        total: matches in the store now.
        set_aside: files that could not be used; they are also listed in the store's `set_aside.json`.
        ignored: files that are not match files by their names.
    """

    added: int
    skipped: int
    total: int
    set_aside: tuple[SetAside, ...]
    ignored: int

    def __repr__(self) -> str:
        """The counts; the files that could not be used are in `set_aside`."""
        return (
            f"<SeasonSummary: {self.added:,} added, {self.skipped:,} unchanged, {self.total:,} in the store, "
            f"{len(self.set_aside):,} set aside>"
        )


def season(
    folders: Sequence[str | Path],
    store: str | Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> SeasonSummary:
    """The summary of a run that measures all matches in the given folders into a store.

    The tables depend only on the matches: the number of workers, their order and interruptions do not change a byte.
    Matches that are in the store unchanged are skipped. A match whose files changed is replaced. A match whose files
    are gone stays.

    Args:
        folders: searched for matches of any provider, with all folders below them.
        store: a local path, or an fsspec address such as `s3://bucket/store`.
        workers: local processes; None for one on each processor. From a script, call this under
            `if __name__ == "__main__":`, since workers import the script.
        cluster: address of a Dask scheduler instead; its workers see the same files and the same store.
        progress: called with the progress of the work.

    Returns:
        The numbers of matches added and skipped, and the files set aside; `frontfoot.Store` reads the store's tables.

    Raises:
        FrontfootError: a folder or the store cannot be used, or the cluster does not answer.

    A folder with one real match, from the test files of kloppy's wheel:

    >>> from pathlib import Path
    >>> from shutil import copy
    >>> from tempfile import TemporaryDirectory
    >>> import frontfoot, kloppy
    >>> file = Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json"
    >>> with TemporaryDirectory() as matches, TemporaryDirectory() as store:
    ...     _ = copy(file, matches)
    ...     frontfoot.season([matches], store, workers=1).total
    1
    """
    if isinstance(folders, (str, Path)):
        raise InputError("Folders are a list", place="folders", remedy=f"Write [{str(folders)!r}]")
    who = engine(workers, cluster)
    sources = find_matches(folders, salt=f"schema {SCHEMA}")
    folder = open_folder(str(store))
    aside = [SetAside((file,), e.problem, e.place, e.remedy) for file, e in sources.astray]
    with locked(folder), who:
        make(folder)
        for name in folder.names():
            if name.endswith((NEXT, ".unfinished")):
                folder.delete(name)
        standing = _standing(folder)
        done = {fingerprint: key for key, (fingerprint, _) in standing.items()}
        present = {done[m.fingerprint] for m in sources.matches if m.fingerprint in done}
        # The same content twice is one match.
        new = {m.fingerprint: m for m in reversed(sources.matches) if m.fingerprint not in done}
        tasks = [Task(m, folder.address) for m in sources.matches if new.get(m.fingerprint) is m]
        order = {task.files.fingerprint: place for place, task in enumerate(tasks)}
        measured: list[Staged] = []
        for number, (task, result) in enumerate(who.map(measure, tasks), start=1):
            if isinstance(result, Staged):
                measured.append(result)
            elif isinstance(result, WorkerLost):
                aside.append(SetAside(task.files.paths, result.problem, remedy=result.remedy))
            else:
                aside.append(result)
            if progress:
                progress("measure", number, len(tasks))
        measured.sort(key=lambda item: order[item.fingerprint])
        chosen: dict[Key, Staged] = {}
        for item in measured:
            key = (item.match_id, item.provider)
            if key in present or key in chosen:
                aside.append(_twice(item))
            else:
                chosen[key] = item
        _write(who, folder, standing, chosen, progress)
        aside.sort(key=lambda item: item.files)
        folder.write(SET_ASIDE, json_bytes(aside, indent=1))
        for name in folder.names(STAGING):
            folder.delete(name)
    total = len(standing.keys() | chosen.keys())
    skipped = len(sources.matches) - len(tasks)
    return SeasonSummary(len(chosen), skipped, total, tuple(aside), sources.ignored)


def _standing(folder: Folder) -> dict[Key, tuple[str, tuple[str, str]]]:
    """The matches in the store: fingerprint and partition by key."""
    if not parts_of(folder, "matches"):
        return {}
    from frontfoot.seasons.store import Store

    table = Store(folder.address).read("matches", columns=["match_id", "provider", "fingerprint"])
    return {
        (match, provider): (fingerprint, (competition, season))
        for competition, season, match, provider, fingerprint in table.iter_rows()
    }


def _write(
    who: Engine,
    folder: Folder,
    standing: dict[Key, tuple[str, tuple[str, str]]],
    chosen: dict[Key, Staged],
    progress: Progress | None,
) -> None:
    """Write the partitions that change; each is put in place whole before the next."""
    adding: dict[tuple[str, str], list[tuple[Key, str]]] = {}
    leaving: dict[tuple[str, str], set[Key]] = {}
    for key, item in chosen.items():
        adding.setdefault((item.competition, item.season), []).append((key, item.fingerprint))
        if key in standing:
            leaving.setdefault(standing[key][1], set()).add(key)
    changed = sorted(adding.keys() | leaving.keys())
    tasks = [
        Rewrite(
            folder.address,
            *partition,
            tables,
            tuple(sorted(adding.get(partition, ()))),
            frozenset(leaving.get(partition, ())),
        )
        for partition in changed
        for tables in GROUPS
    ]
    waiting = dict.fromkeys(changed, len(GROUPS))
    ready: dict[tuple[str, str], set[str]] = {partition: set() for partition in changed}
    for number, (task, result) in enumerate(who.map(rewrite, tasks), start=1):
        if isinstance(result, WorkerLost):
            raise FrontfootError(
                f"Writing {task.competition} {task.season} failed: {result.problem}",
                place=folder.address,
                remedy="Give the machine more memory, or fewer workers, and run the same command again",
            )
        partition = (task.competition, task.season)
        ready[partition].update(result)
        waiting[partition] -= 1
        if not waiting[partition]:
            _put_in_place(folder, partition, ready[partition])
        if progress:
            progress("write", number, len(tasks))


def _put_in_place(folder: Folder, partition: tuple[str, str], ready: set[str]) -> None:
    """Move the new tables over the old ones, `matches` last; an empty partition goes, `matches` first."""
    names = [partition_name(table, *partition) for table in TABLES]
    if ready:
        for name in names:
            folder.move(name + NEXT, name)
    else:
        for name in reversed(names):
            folder.delete(name)


def _twice(item: Staged) -> SetAside:
    return SetAside(
        item.files,
        f"Other files hold the same match ({item.provider} {item.match_id}), with another content",
        item.files[0],
        "Keep one of them",
    )
