"""`frontfoot scout`: an opponent before a tie, from a season's store."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.options import OutputOptions, examples, output_option, placed
from frontfoot.cli.video import video_option
from frontfoot.core.errors import FrontfootError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontfoot.reports.scouting.scouted import Scouted
    from frontfoot.scouting.offsets import Offsets

EXAMPLES = examples(
    "frontfoot scout store Liverpool --out liverpool",
    "frontfoot scout store Liverpool --for Roma --last 19 --clips sportscode --out liverpool",
    "frontfoot scout store --all --season 2017/18 --out pages",
)


class ClipFormat(StrEnum):
    """The formats of a list of clips."""

    SPORTSCODE = "sportscode"
    CSV = "csv"
    HUDL_CSV = "hudl-csv"
    VTT = "vtt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoutOptions:
    """What `frontfoot scout` is asked."""

    store: Annotated[str, typer.Argument(metavar="STORE", help="A store made by `frontfoot season`.")]
    club: Annotated[str | None, typer.Argument(metavar="[CLUB]", help="The opponent.", show_default=False)] = None
    every: Annotated[bool, typer.Option("--all", help="A page of every club of the store, instead of one.")] = False
    against: Annotated[
        str | None, typer.Option("--for", metavar="CLUB", help="The own side: where its ruler meets theirs.")
    ] = None
    last: Annotated[int | None, typer.Option(metavar="N", help="Only so many last matches of the opponent.")] = None
    matches: Annotated[
        str | None, typer.Option(metavar="ID,...", help="Only these matches of the opponent, by their ids.")
    ] = None
    competition: Annotated[str | None, typer.Option(help="Only this competition.")] = None
    season: Annotated[str | None, typer.Option(help="Only this season, as in 2017/18.")] = None
    out: Annotated[Path, output_option(metavar="DIR", help="The folder that page, JSON and Markdown go to.")] = Path()
    clips: Annotated[
        ClipFormat | None, video_option("--clips", help="Write the thirty clips too, one file a match.")
    ] = None
    video: Annotated[
        list[str] | None,
        video_option(
            metavar="ID=2:14,64:02",
            help="Where the periods of a match start in its video; once for each match. Without it the video is taken "
            "to start at the kick-off, with a break of 15 minutes.",
        ),
    ] = None
    workers: Annotated[
        int | None,
        typer.Option(help="With --all: processes on this machine; one for each processor unless given."),
    ] = None
    cluster: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:PORT", help="With --all: a Dask scheduler whose workers do the work."),
    ] = None
    output: OutputOptions = OutputOptions()


def scout(options: ScoutOptions) -> None:
    """Write the page of an opponent: what of its season is signal, what is noise, and thirty moments to show.

    One self-contained page for a screen, a phone or paper, with JSON and Markdown beside it; prints their paths. With
    --all a page of every club; those that have too few matches are named, and the exit status is then 2.
    """
    from frontfoot.cli.console import note, print_path
    from frontfoot.reports.scouting.scouted import scout as run

    ids = tuple(part.strip() for part in (options.matches or "").split(",") if part.strip())
    places = _places(options.video or ())
    if places and options.clips is None:
        raise InputError("--video is of use with --clips only", place="--video", remedy="Add --clips csv")
    form = None if options.clips is None else options.clips.value
    if options.every:
        if options.club is not None or ids:
            raise InputError(
                "--all is every club and all its matches", place="--all", remedy="Leave out the club and --matches"
            )

        def write_page(page: Scouted) -> list[Path]:
            shown = {clip.match for clip in page.clips}
            return _write(page, options.out, form, {k: v for k, v in places.items() if k in shown})

        _every(options, write_page)
        return
    if options.club is None:
        raise InputError("No club is named", place="CLUB", remedy="Name the opponent, or ask for --all")
    if options.workers is not None or options.cluster is not None:
        raise InputError("Workers make the pages of --all", place="--workers", remedy="Leave it out for one club")
    scouted = run(
        options.store,
        options.club,
        against=options.against,
        last=options.last,
        matches=ids,
        competition=options.competition,
        season=options.season,
    )
    paths = _write(scouted, options.out, form, places)
    if options.output.json_output:
        import sys

        sys.stdout.write(scouted.json())
        return
    for sentence in scouted.page.sentences:
        note(sentence)
    for path in paths:
        print_path(path)


def _every(options: ScoutOptions, written: Callable[[Scouted], list[Path]]) -> None:
    """Write the pages of every club; clubs without one are listed at the end."""
    from frontfoot.cli.console import error_fields, note, print_json, print_path, say_error
    from frontfoot.cli.progress import progress
    from frontfoot.reports.scouting.every import scout_all

    paths: dict[str, list[Path]] = {}
    failed: dict[str, FrontfootError] = {}
    with progress() as on_progress:
        pages = scout_all(
            options.store,
            against=options.against,
            last=options.last,
            competition=options.competition,
            season=options.season,
            workers=options.workers,
            cluster=options.cluster,
            progress=lambda done, of: on_progress("Pages", done, of, f"{done} of {of}"),
        )
        for club, page in pages:
            if isinstance(page, FrontfootError):
                failed[club] = page
                continue
            try:
                paths[club] = written(page)
            except InputError as refused:
                failed[club] = refused
    if options.output.json_output:
        print_json(
            {
                "written": {club: [str(path) for path in files] for club, files in paths.items()},
                "failed": {club: error_fields(error) for club, error in failed.items()},
            }
        )
    else:
        for path in (path for files in paths.values() for path in files):
            print_path(path)
        # An error of many clubs is printed once.
        for error in {str(error): error for error in failed.values()}.values():
            say_error(error)
    if failed:
        note(f"Written: {len(paths)}. Without a page: {len(failed)}.")
        raise typer.Exit(2)


def _write(scouted: Scouted, out: Path, form: str | None, places: dict[str, Offsets]) -> list[Path]:
    """Write a page in its formats, and its clips if a format of clips is chosen."""
    from frontfoot.cli.console import note
    from frontfoot.cli.writing import slug
    from frontfoot.core.writing import write

    page = scouted.page
    if form is not None:
        _check_clips(scouted, places)
    stem = "-".join(filter(None, (slug(page.team), slug(page.competition), slug(page.season))))
    contents = {"html": scouted.html(), "json": scouted.json(), "md": scouted.markdown()}
    paths = [write(out / f"{stem}.{suffix}", text.encode()) for suffix, text in contents.items()]
    if form is not None:
        paths += _write_clips(scouted, form, out, places)
        assumed = {clip.match for clip in scouted.clips} - places.keys()
        if assumed:
            note(
                f"{page.team}: the video of {len(assumed)} matches is taken to start at the kick-off, with a break of "
                "15 minutes: the Start rows show whether it is in step. Else give --video ID=2:14,64:02."
            )
    return paths


def _places(video: tuple[str, ...] | list[str]) -> dict[str, Offsets]:
    from frontfoot.scouting.offsets import Offsets

    offsets = {}
    for text in video:
        match, sign, times = text.partition("=")
        if not sign or not match.strip():
            raise InputError(f"'{text}' names no match", place="--video", remedy="Write it like 2500082=2:14,64:02")
        offsets[match.strip()] = placed(partial(Offsets.parse, *times.split(",")), "--video")
    return offsets


def _check_clips(scouted: Scouted, places: dict[str, Offsets]) -> None:
    """Check before anything is written that clips can be written.

    Raises:
        InputError: no moment has a time, or a video belongs to a match without clips.
    """
    if not scouted.clips:
        raise InputError(
            f"The record of these matches of {scouted.page.team} does not say when things happened: there are no clips",
            place="--clips",
            remedy="Leave out --clips, or take a store of a provider that records times",
        )
    unknown = sorted(places.keys() - {clip.match for clip in scouted.clips})
    if unknown:
        held = ", ".join(sorted({clip.match for clip in scouted.clips}))
        raise InputError(f"No clip is of match '{unknown[0]}'", place="--video", remedy=f"Clips are of {held}")


def _write_clips(scouted: Scouted, form: str, folder: Path, places: dict[str, Offsets]) -> list[Path]:
    from frontfoot.cli.writing import slug
    from frontfoot.core.writing import write
    from frontfoot.scouting.clips import starts, suffix, written
    from frontfoot.scouting.offsets import Offsets

    paths = []
    for match in sorted({clip.match for clip in scouted.clips}):
        clips = [clip for clip in scouted.clips if clip.match == match]
        lengths = dict(scouted.lengths[match])
        offsets = placed(partial(places.get(match, Offsets({})).completed, lengths), f"--video {match}")
        title = next(moving.match for moving in scouted.page.clips if moving.match_id == match)
        name = f"{slug(scouted.page.team)}-{slug(match)}-clips.{suffix(form)}"
        text = written([*starts(sorted(lengths), match), *clips], offsets, form, title=title)
        paths.append(write(folder / name, text.encode("ascii")))
    return paths
