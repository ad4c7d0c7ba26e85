"""`frontfoot half-time`: the page of a match at a pause, or at any minute."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.objects import options_by_name
from frontfoot.cli.options import OutputOptions, UntilOption, examples, output_option
from frontfoot.cli.tie_options import (
    CompetitionOption,
    DataOption,
    DateOption,
    RatesOption,
    ResultsOption,
    RoundOption,
    SeasonOption,
    SituationOptions,
    StrengthOptions,
    situation_option,
    strength_option,
)
from frontfoot.cli.video import (
    NAMES,
    VideoOptions,
    completed_offsets,
    stated_offsets,
    video_option,
)
from frontfoot.core.errors import FrontfootError, InputError, ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontfoot.match.match import Match
    from frontfoot.reports.half_time.build import Pause
    from frontfoot.reports.half_time.odds import PausedTie
    from frontfoot.scouting.offsets import Offsets

EXAMPLES = examples(
    "frontfoot half-time match.json --tie tie.toml --out .",
    "frontfoot half-time match.json --first-leg 3-0 --competition uel --season 2023",
    "frontfoot half-time match.json --until 60 --store serie-a --json",
    "frontfoot half-time match.json --tie tie.toml --follow",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTimeOptions:
    """What `frontfoot half-time` is asked."""

    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="The files of one match so far: its events, and line-ups where there are any.",
            show_default=False,
        ),
    ]
    tie: Annotated[
        Path | None, situation_option(metavar="FILE", help="The file of the tie that the match belongs to.")
    ] = None
    first_leg: Annotated[
        str | None,
        situation_option(
            metavar="SCORE",
            help="Instead of a file: the score of the first leg, goals of this match's home side first: 3-0.",
        ),
    ] = None
    competition: CompetitionOption = None
    season: SeasonOption = None
    round: RoundOption = None
    rates: RatesOption = None
    date: DateOption = None
    results: ResultsOption = None
    data: DataOption = None
    store: Annotated[
        str | None,
        strength_option(metavar="DIR", help="A season's store: figures are then held against both sides' own seasons."),
    ] = None
    until: UntilOption = None
    out: Annotated[Path, output_option(metavar="DIR", help="The folder that page, JSON and Markdown go to.")] = Path()
    follow: Annotated[
        bool, output_option("--follow", help="Make the page again whenever the events grow, until the end.")
    ] = False
    clips: Annotated[
        bool, video_option("--clips", help="Write the five clips too: Sportscode XML, CSV, Hudl CSV, WebVTT.")
    ] = False
    periods: VideoOptions = VideoOptions()
    output: OutputOptions = OutputOptions()


def half_time(options: HalfTimeOptions) -> None:
    """Write the page of a match at a pause, or at any minute: odds, advice, what happened, what lasts, what to show.

    One self-contained page for a phone or one sheet of paper, with JSON and Markdown beside it; prints their paths.
    """
    from frontfoot.cli.writing import write_pause

    if options.follow and options.until is not None:
        raise InputError("A match that is followed is not cut", place="--until", remedy="Leave out --until or --follow")
    stated = stated_offsets(options.periods)
    if stated.seconds and not options.clips:
        raise InputError("Where the periods lie in a video matters for clips only", place=NAMES, remedy="Add --clips")
    placing = _placing(options)

    def make() -> tuple[Pause, list[Path]]:
        made = _pause(options, placing)
        paths = write_pause(made, options.out)
        if options.clips:
            paths += _write_clips(made, options.out, stated)
        return made, paths

    if options.follow:
        _follow(options.files, make)
        return
    made, paths = make()
    if options.output.json_output:
        import sys

        sys.stdout.write(made.json())
        return
    from frontfoot.cli.console import note, print_path

    note(made.page.headline)
    for path in paths:
        print_path(path)


def _placing(options: HalfTimeOptions) -> Callable[[Match], PausedTie | None]:
    """A function that makes the tie of a match from the options.

    Raises:
        InputError: options exclude each other, or are missing.
    """
    where = SituationOptions(
        competition=options.competition, season=options.season, round=options.round, first_leg=options.first_leg
    )
    strengths = StrengthOptions(rates=options.rates, date=options.date, results=options.results, data=options.data)
    by_options, learnt = options_by_name(where) | options_by_name(strengths), ("--results", "--data")
    named = [name for name, value in by_options.items() if value is not None and name not in learnt]
    if options.tie is not None:
        if named:
            raise InputError(
                "A tie file says this itself", place=", ".join(named), remedy="Leave it out, or leave out --tie"
            )
        from frontfoot.cli.tie_arguments import note_doubts, own_results
        from frontfoot.reports.half_time.odds import placed_in
        from frontfoot.ties.file import read_tie

        file, (own, noted) = read_tie(options.tie), own_results(options.results)

        def of_file(match: Match) -> PausedTie:
            tie = placed_in(match, file, own, data=options.data)
            note_doubts(tie.known.strengths, but=noted)
            return tie

        return of_file
    without = [name for name in learnt if by_options[name] is not None]
    if not named and without:
        raise InputError(
            "Without a tie there are no odds", place=", ".join(without), remedy="Add --tie FILE or --competition"
        )
    if not named:
        return lambda match: None
    if options.competition is None:
        raise InputError("The rules of the tie are not known", place=", ".join(named), remedy="Add --competition uel")
    return lambda match: tie_of(match, where, strengths)


def tie_of(match: Match, where: SituationOptions, strengths: StrengthOptions) -> PausedTie:
    """The tie of the two sides of a match by the options, the home side first, on the day of the match if it is known.

    Raises:
        InputError: see `frontfoot.cli.tie_arguments.placed`.
    """
    from dataclasses import replace

    from frontfoot.cli.tie_arguments import placed, question
    from frontfoot.core.dates import calendar_day
    from frontfoot.core.season import season_on
    from frontfoot.reports.half_time.odds import PausedTie
    from frontfoot.ties.rulebook import is_tournament, single_year

    asked = question(where, strengths)
    if match.info.date:
        day = calendar_day(match.info.date[:10])
        if asked.season is None and not is_tournament(str(asked.competition)):
            asked = replace(asked, season=season_on(day, single_year=single_year(str(asked.competition))))
        if asked.date is None and asked.rates is None:
            asked = replace(asked, date=day)
    place = placed((match.home.name, match.away.name), asked, strengths)
    return PausedTie(place.tie, place.situation.leg, place.rates, place.known)


def _pause(options: HalfTimeOptions, placing: Callable[[Match], PausedTie | None]) -> Pause:
    from dataclasses import replace

    from frontfoot.match.load import load
    from frontfoot.reports.half_time.build import pause
    from frontfoot.reports.half_time.norms import norms

    match = load(*options.files, until=options.until)
    progress = match.progress
    if options.follow and progress.state == "finished" and progress.known_by == "length":
        # A file that is still growing ends where it ends: nothing tells that the match is over.
        match = replace(match, progress=replace(progress, state="in play"))
    return pause(match, placing(match), norms(match, options.store))


def _write_clips(made: Pause, folder: Path, stated: Offsets) -> list[Path]:
    from frontfoot.cli.writing import file_stem
    from frontfoot.core.writing import write
    from frontfoot.scouting.clips import FORMATS, starts, suffix, written

    lengths = {period.number: period.seconds for period in made.story.periods if period.number <= 4}
    offsets = completed_offsets(stated, lengths)
    clips = [*starts(sorted({clip.period for clip in made.clips})), *made.clips]
    stem = f"{file_stem(made.story)}-clips"
    return [
        write(
            folder / f"{stem}{'-hudl' if form == 'hudl-csv' else ''}.{suffix(form)}",
            written(clips, offsets, form, title=made.page.headline).encode("ascii"),
        )
        for form in FORMATS
    ]


def _follow(files: list[Path], make: Callable[[], tuple[Pause, list[Path]]]) -> None:
    """Write the page again whenever the files change, until the match is over."""
    from time import sleep

    from frontfoot.cli.console import note, print_path

    known: tuple[tuple[int, int], ...] | None = None
    shown: set[Path] = set()
    while True:
        now = tuple(_changed(path) for path in files)
        if now == known:
            sleep(0.2)
            continue
        first, known = known is None, now
        try:
            made, paths = make()
        except ReadError as error:
            # While it is written a file is not whole; the page of before stands until the next change.
            if first:
                raise
            note(f"Waiting: {error.problem}")
            continue
        except InputError as error:
            if first or "is over" not in error.problem:
                raise
            note(error.problem)
            return
        for path in paths:
            if path not in shown:
                print_path(path)
                shown.add(path)
        note(made.page.headline)


def _changed(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        raise FrontfootError("The file is gone", place=str(path), remedy="Check the path") from None
    return status.st_size, status.st_mtime_ns
