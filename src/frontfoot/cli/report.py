"""`frontfoot report`: the page of a match, or of many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="MATCH...",
            help="Event files, one a match; line-ups, 360 or information files beside them are found their match by "
            "the number in their name.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder that the files are written to.")] = Path(),
    json: Annotated[bool, typer.Option("--json", help="Write the figures as JSON too.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write the report as Markdown too.")] = False,
    tie: Annotated[
        Path | None,
        typer.Option(
            help="The file of the tie that the match belongs to: the odds of going through are then shown along it, "
            "and what approach was worth at half-time and at each goal."
        ),
    ] = None,
    frames: Annotated[
        list[Path] | None,
        typer.Option(help="A tracking file; once for each file of one match. Its page is written beside the others."),
    ] = None,
    provider: Annotated[str | None, typer.Option(help="Who recorded the tracking; SkillCorner is recognised.")] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(help="A goal of a match known from tracking alone, as MINUTE:SIDE (45+2:home); once for each."),
    ] = None,
) -> None:
    """Write the report of each match: one self-contained HTML file.

    Matches that cannot be read are named, the others are written, and the exit status is then 2.
    """
    from frontfoot.cli.console import err, say_error
    from frontfoot.cli.console import out as console
    from frontfoot.cli.grouping import group
    from frontfoot.cli.threads import one_thread
    from frontfoot.cli.writing import file_stem, write_story
    from frontfoot.errors import FrontfootError, InputError

    one_thread()
    from frontfoot.match.load import load
    from frontfoot.report.story import tell

    if frames:
        from frontfoot.cli.frames import write_frames

        path = write_frames(frames, out, provider=provider, goals=goal or [], events=files or [])
        console().print(str(path), soft_wrap=True, markup=False)
    elif provider or goal:
        raise InputError("--provider and --goal speak of tracking", remedy="Name its files with --frames")
    if not files:
        if frames:
            return
        raise InputError("No match is given", remedy="Name event files, or tracking files with --frames")
    matches, errors = group(files)
    tie_file = None
    if tie is not None:
        from frontfoot.tie.file import read_tie

        tie_file = read_tie(tie)
    for error in errors:
        say_error(error)
    written: dict[str, tuple[Path, ...]] = {}
    broken = len(errors)
    for match in matches:
        try:
            loaded = load(*match)
            story = tell(loaded)
            stem = file_stem(story)
            if stem in written:
                raise InputError(
                    f"This match has the same teams and number as {written[stem][0]}",
                    place=str(match[0]),
                    remedy="Write them to different folders, one after the other",
                )
            if tie_file is not None:
                from frontfoot.report.tie import with_tie
                from frontfoot.tie.strengths import drawn_rates, file_rates

                story = with_tie(story, loaded, tie_file, *file_rates(tie_file), drawn_rates(tie_file))
            for path in write_story(story, out, json=json, markdown=markdown):
                console().print(str(path), soft_wrap=True, markup=False)
            written[stem] = match
        except FrontfootError as error:
            say_error(error)
            broken += 1
    if broken:
        if len(matches) + len(errors) > 1:
            err().print(f"Written: {len(written)}. Could not be used: {broken}.", markup=False)
        raise typer.Exit(2)
