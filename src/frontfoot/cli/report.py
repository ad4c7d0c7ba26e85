"""`frontfoot report`: the page of a match, or of many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontfoot.cli.options import OutputOptions, UntilOption, XgOption, examples, output_option, placed
from frontfoot.cli.video import (
    NAMES,
    VideoOptions,
    completed_offsets,
    stated_offsets,
    video_option,
)
from frontfoot.cli.writing import OutputFormat
from frontfoot.core.errors import FrontfootError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontfoot.chances.shots import XgSource
    from frontfoot.reports.document import Story
    from frontfoot.scouting.offsets import Offsets

tracking_option = partial(typer.Option, rich_help_panel="Tracking")
EXAMPLES = examples(
    "frontfoot report match.json --out reports",
    "frontfoot report events.json lineups.json --format html --format json",
    "frontfoot report match.json --tie tie.toml",
    "frontfoot report match.json --until 60",
    "frontfoot report match.json --video https://example.org/leg.mp4 --kick-off 2:14",
    "frontfoot report --frames frames-match.json --frames frames.json \\\n    --goal 17:home --goal 47:home",
)


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A match with a written report: its sides, the files read, and the files written."""

    home: str
    away: str
    score: tuple[int, int]
    read: tuple[Path, ...]
    paths: list[Path]

    def document(self) -> dict[str, Any]:
        """The fields as a dictionary, for JSON."""
        named = {"home": self.home, "away": self.away, "score": list(self.score)}
        return named | {"read": [str(path) for path in self.read], "written": [str(path) for path in self.paths]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What `frontfoot report` is asked."""

    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="MATCH...",
            help="Event files, one a match. Line-ups, 360 and information files are put to the match whose number "
            "stands in their name.",
            show_default=False,
        ),
    ] = None
    tie: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The file of the tie that the match belongs to: the odds of going through are then shown along it, "
            "and what approach was worth at half-time and at each goal.",
        ),
    ] = None
    until: UntilOption = None
    xg: XgOption = None
    video: Annotated[
        str | None,
        video_option(
            metavar="FILE|URL", help="The video of the match: minutes of the page then lead to their place in it."
        ),
    ] = None
    periods: VideoOptions = VideoOptions()
    frames: Annotated[
        list[Path] | None,
        tracking_option(
            metavar="FILE",
            help="A tracking file; once for each file of one match. Its page is written beside the others.",
        ),
    ] = None
    provider: Annotated[
        str | None,
        tracking_option(
            help="Who recorded the tracking, for files whose content does not tell: skillcorner, tracab, "
            "second_spectrum, sportec, stats_perform, hawkeye, signality, pff, metrica_epts, metrica_tracking, cdf."
        ),
    ] = None
    goal: Annotated[
        list[str] | None,
        tracking_option(
            metavar="MINUTE:SIDE", help="A goal of a match known from tracking alone, 45+2:home; once for each."
        ),
    ] = None
    out: Annotated[Path, output_option(metavar="DIR", help="The folder that the files are written to.")] = Path()
    formats: Annotated[
        list[OutputFormat] | None,
        output_option("--format", show_default="html", help="What to write of each match; once for each format."),
    ] = None
    output: OutputOptions = OutputOptions()


def report(options: ReportOptions) -> None:
    """Write the report of each match: one self-contained HTML file, and JSON or Markdown where asked for.

    Prints the paths of the files. Matches that cannot be read are named, the others are written, and the exit status
    is then 2.
    """
    from frontfoot.cli.console import error_fields, note, print_json, print_path, say_error
    from frontfoot.cli.progress import progress
    from frontfoot.cli.writing import file_stem, write_story
    from frontfoot.match.belonging import files_of_matches

    matches, errors = files_of_matches(options.files or [])
    filmed = _filmed(options.video, stated_offsets(options.periods), options.out, len(matches))
    tracking = _tracking(options.frames or [], options.out, options.provider, options.goal or [], options.files or [])
    if tracking is None and not options.files:
        raise InputError("No match is given", remedy="Name event files, or tracking files with --frames")
    if options.tie is not None and not options.files:
        raise InputError("--tie speaks of a match, and none is given", remedy="Name its event file")
    story_of = _teller(options.tie, options.until, options.xg)
    for error in errors:
        say_error(error)
    written: dict[str, WrittenReport] = {}
    with progress() as on_progress:
        for number, match in enumerate(matches):
            on_progress("Matches", number, len(matches), f"{number} of {len(matches)}")
            try:
                story = filmed(story_of(match))
                stem = file_stem(story)
                if stem in written:
                    raise InputError(
                        f"This match has the same teams and number as {written[stem].read[0]}",
                        place=str(match[0]),
                        remedy="Write them to different folders, one after the other",
                    )
                paths = write_story(story, options.out, tuple(options.formats or [OutputFormat.HTML]))
                written[stem] = WrittenReport(story.home, story.away, story.score, match, paths)
            except FrontfootError as error:
                say_error(error)
                errors.append(error)
    if options.output.json_output:
        failed = [error_fields(error) for error in errors]
        documents = [item.document() for item in written.values()]
        print_json({"matches": documents, "tracking": None if tracking is None else str(tracking), "failed": failed})
    else:
        for path in [
            *([] if tracking is None else [tracking]),
            *(path for item in written.values() for path in item.paths),
        ]:
            print_path(path)
    if errors:
        if len(written) + len(errors) > 1:
            note(f"Written: {len(written)}. Could not be used: {len(errors)}.")
        raise typer.Exit(2)


def _tracking(frames: list[Path], out: Path, provider: str | None, goals: list[str], events: list[Path]) -> Path | None:
    """Write the page of the tracking data, if there are any."""
    if frames:
        from frontfoot.cli.frames import write_frames

        return write_frames(frames, out, provider=provider, goals=goals, events=events)
    if provider or goals:
        raise InputError("--provider and --goal speak of tracking", remedy="Name its files with --frames")
    return None


def _filmed(video: str | None, stated: Offsets, out: Path, matches: int) -> Callable[[Story], Story]:
    """A function that adds the links to a video to a story; unchanged without a video.

    Raises:
        InputError: starts of periods without a video, a video for several matches, or an address that cannot be linked.
    """
    if video is None:
        if stated.seconds:
            raise InputError(
                "Where the periods lie is given, and the video is not", place=NAMES, remedy="Add --video FILE"
            )
        return lambda story: story
    if matches != 1:
        raise InputError(
            f"A video is of one match, and {'none is' if matches == 0 else f'{matches} are'} given",
            place="--video",
            remedy="Name the event file of its match, and no other",
        )
    from frontfoot.reports.video import with_video

    place = placed(lambda: _from_page(video, out), "--video")

    def with_links(story: Story) -> Story:
        completed_offsets(stated, {period.number: period.seconds for period in story.periods})
        return with_video(story, place, stated)

    return with_links


def _from_page(video: str, out: Path) -> str:
    """The address of a video: a web address unchanged, or the path of a file relative to the folder of the page.

    Raises:
        InputError: the address cannot be linked, or there is no such file.
    """
    import os

    from frontfoot.reports.video import is_url, video_address

    address = video_address(video)
    path = Path(video.strip())
    if is_url(video) and not path.is_file():
        return address
    if not path.is_file():
        raise InputError(
            f"There is no file '{video}'",
            place="--video",
            remedy="Check the name, or give the address that the video will have",
        )
    try:
        relative = Path(os.path.relpath(path, out)).as_posix()
    except ValueError:
        # Another drive.
        return str(path.absolute())
    return f"./{relative}" if is_url(relative) else relative


def _teller(tie: Path | None, until: str | None, xg: XgSource | None) -> Callable[[tuple[Path, ...]], Story]:
    """A function that makes the story of a match from its files, with its tie if one is given."""
    from frontfoot.match.load import load
    from frontfoot.reports.story import story_of

    if tie is None:
        return lambda match: story_of(load(*match, until=until), xg)
    from frontfoot.reports.tie import with_tie
    from frontfoot.ties.file import read_tie
    from frontfoot.ties.strengths import file_rates

    file = read_tie(tie)

    def along_the_tie(match: tuple[Path, ...]) -> Story:
        loaded = load(*match, until=until)
        return with_tie(story_of(loaded, xg), loaded, file, file_rates(file))

    return along_the_tie
