"""`frontfoot clips`: moments of one match as a list for video tools."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.options import OutputOptions, examples, output_option
from frontfoot.cli.scout import ClipFormat
from frontfoot.cli.video import VideoOptions, completed_offsets, stated_offsets
from frontfoot.core.errors import InputError

if TYPE_CHECKING:
    from frontfoot.match.match import Match
    from frontfoot.scouting.clips import Clip

EXAMPLES = examples(
    "frontfoot clips match.json --kind high-turnover,counter --kick-off 2:14 --second-half 64:02 --format vtt",
    "frontfoot clips match.json --with codes.xml --format sportscode",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipsOptions:
    """What `frontfoot clips` is asked."""

    files: Annotated[list[Path], typer.Argument(metavar="MATCH...", help="The files of one match.", show_default=False)]
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND,...",
            help="Which moments: lost, played-out, goal-kick, high-turnover, press-beaten, counter, counter-against, "
            "corner, corner-against, penalty, penalty-against.",
        ),
    ] = "high-turnover,counter"
    club: Annotated[str | None, typer.Option(metavar="CLUB", help="Only moments of this side.")] = None
    form: Annotated[ClipFormat, output_option("--format", help="What to write.")] = ClipFormat.CSV
    out: Annotated[Path | None, output_option(metavar="FILE", help="The file to write.")] = None
    coded: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="XML",
            help="Coded clips of the same video (Sportscode XML) to put into the list; may be given again. Their Start "
            "rows, where they have them, say where the periods lie.",
        ),
    ] = None
    periods: VideoOptions = VideoOptions()
    output: OutputOptions = OutputOptions()


def clips(options: ClipsOptions) -> None:
    """Write moments of a match, by kind, as a list that video tools read; prints its path."""
    from frontfoot.cli.console import print_path
    from frontfoot.cli.writing import slug
    from frontfoot.core.writing import write
    from frontfoot.match import sportscode
    from frontfoot.match.load import load
    from frontfoot.scouting.clips import START, of_instances, offsets_of, starts, suffix, written

    match = load(*options.files)
    kinds = [part.strip() for part in options.kind.split(",") if part.strip()]
    moments = _clips(match, kinds, options.club)
    lengths = {period.number: period.seconds for period in match.periods if period.number <= 4}
    tables = [sportscode.read(path) for path in options.coded or ()]
    offsets = stated_offsets(options.periods)
    if not offsets.seconds:
        offsets = next((stated for table in tables if (stated := offsets_of(table)) is not None), offsets)
    offsets = completed_offsets(offsets, lengths)
    for table in tables:
        moments += [clip for clip in of_instances(table, offsets) if clip.code != START]
    path = options.out or Path(f"{slug(match.home.name)}-{slug(match.away.name)}-clips.{suffix(options.form.value)}")
    title = f"{match.home.name} - {match.away.name}"
    text = written([*starts(sorted(lengths)), *moments], offsets, options.form.value, title=title)
    path = write(path, text.encode("ascii"))
    if options.output.json_output:
        import msgspec

        from frontfoot.cli.console import print_json

        print_json({"written": str(path), "clips": msgspec.to_builtins(moments)})
        return
    print_path(path)


def _clips(match: Match, kinds: list[str], club: str | None) -> list[Clip]:
    """The clips of both sides, or of one.

    Raises:
        InputError: no kind, an unknown kind or club, or a record without times.
    """
    from frontfoot.chances.shots import shots
    from frontfoot.core.identity import canonical, key
    from frontfoot.scouting.moments import KINDS, clips_of_match, has_times, of_match

    if not kinds:
        raise InputError("No kind of moment is named", place="--kind", remedy="Known: " + ", ".join(KINDS))
    if not has_times(match):
        raise InputError(
            "The record of this match does not say when its events happened",
            place=match.info.sources[0] if match.info.sources else "",
            remedy="Clips need a provider that records times",
        )
    names = [match.home.name, match.away.name]
    wanted = [
        side
        for side, name in enumerate(names)
        if club is None or key(name) == key(club) or canonical(name) == canonical(club)
    ]
    if not wanted:
        raise InputError(f"'{club}' did not play this match", place="--club", remedy=f"It was {names[0]} - {names[1]}")
    attempts = shots(match)
    return [clip for side in wanted for clip in clips_of_match(of_match(match, attempts, side), kinds, names[side])]
