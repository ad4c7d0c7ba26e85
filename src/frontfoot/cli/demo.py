"""`frontfoot demo`: the example tie, and reports of real matches from open data that are already on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from frontfoot.cli.options import JsonOption, QuietOption, examples
from frontfoot.core.errors import FrontfootError

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import PictureOptions


EXAMPLES = examples("frontfoot demo --out out")


@dataclass(frozen=True, slots=True)
class DemoMatch:
    """A real match among the test files of kloppy's wheel.

    Attributes:
        name: of the match, for people.
        files: file names, the events first.
    """

    name: str
    files: tuple[str, ...]


SAMPLES: Final = (
    DemoMatch(
        "Turkey - Italy",
        ("statsbomb_3788741_event.json", "statsbomb_3788741_lineup.json", "statsbomb_3788741_360.json"),
    ),
    DemoMatch("Barcelona - Girona", ("statsbomb_15986_event.json", "statsbomb_15986_lineup.json")),
    DemoMatch("Juventus - Sampdoria", ("wyscout_events_v3.json",)),
)

PAUSED: Final = "wyscout_events_v3.json"
"""The match whose half-time is shown, Juventus - Sampdoria of 2020/21."""

OPEN_DATA: Final = (
    "Install kloppy 3.19.1 (pip install 'frontfoot[providers]'), whose wheel carries three real matches; or take a "
    "match from StatsBomb's open data (github.com/statsbomb/open-data, folders events, lineups and three-sixty) or "
    "from the public Wyscout collection (github.com/koenvo/wyscout-soccer-match-event-dataset, CC BY 4.0) and run: "
    "frontfoot report FILE"
)


def demo(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder that the answers and reports are written to.")
    ] = Path("out"),
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Answer the example tie, and write the reports of real matches and the page of a half-time.

    The matches are found among kloppy's files at run time.
    """
    from frontfoot.cli.console import note, print_json
    from frontfoot.cli.console import out as console
    from frontfoot.cli.writing import OutputFormat, write_story
    from frontfoot.match.load import load
    from frontfoot.reports.story import story_of

    answers = {"Atalanta - Liverpool, 2024: the odds through both legs, and half-time.": write_answers(out)}
    if not json_output:
        _show(answers)
    folder = sample_folder()
    at_hand = [sample for sample in SAMPLES if all((folder / name).is_file() for name in sample.files)]
    if not at_hand:
        raise FrontfootError("No real match is at hand for the reports", place=str(folder), remedy=OPEN_DATA)
    terms: dict[str, str] = {}
    for sample in at_hand:
        story = story_of(load(*(folder / name for name in sample.files)))
        written = {f"{story.headline}.": write_story(story, out, tuple(OutputFormat))}
        if not json_output:
            _show(written)
        answers |= written
        terms[story.terms.provider] = f"{story.terms.text} {story.terms.link}".strip()
    if (folder / PAUSED).is_file():
        written = _half_time(folder / PAUSED, out)
        if not json_output:
            _show(written)
        answers |= written
    for sample in SAMPLES:
        if sample not in at_hand:
            note(f"Not shown: {sample.name}; this kloppy does not carry its files.")
    if json_output:
        paths = [{"headline": headline, "files": [str(path) for path in files]} for headline, files in answers.items()]
        print_json({"written": paths, "terms": list(terms.values())})
        return
    console().print("The files are test files of kloppy (BSD 3-Clause); the data in them are their providers'.")
    for text in terms.values():
        console().print(text, style="dim")


def _half_time(file: Path, out: Path) -> dict[str, list[Path]]:
    """Write the page of a league match at its half-time."""
    from frontfoot.cli.half_time import tie_of
    from frontfoot.cli.tie_options import SituationOptions, StrengthOptions
    from frontfoot.cli.writing import write_pause
    from frontfoot.match.load import load
    from frontfoot.reports.half_time.build import pause

    match = load(file, until="HT")
    where = SituationOptions(competition="league", season="2020")
    made = pause(match, tie_of(match, where, StrengthOptions()))
    return {f"{made.page.headline}.": write_pause(made, out)}


def _show(files_by_headline: dict[str, list[Path]]) -> None:
    from frontfoot.cli.console import out

    for headline, files in files_by_headline.items():
        out().print(headline, style="bold")
        for path in files:
            out().print(f"  {path}", soft_wrap=True)


def sample_folder() -> Path:
    """The folder of kloppy's test files.

    Raises:
        FrontfootError: kloppy is not installed.
    """
    spec = find_spec("kloppy")
    if spec is None or spec.origin is None:
        raise FrontfootError(
            "The reports need matches, and kloppy, which carries some, is not installed", remedy=OPEN_DATA
        )
    return Path(spec.origin).parent / "tests" / "files"


WIDTH = 100
"""Characters in a line of the texts written."""


def write_answers(folder: Path) -> list[Path]:
    """Write the output of `frontfoot tie` and `frontfoot decide --minute 45` for the example tie: text, JSON, picture.

    Returns:
        The files written.
    """
    from frontfoot.cli.decide import DecideOptions, decide
    from frontfoot.cli.examples import example
    from frontfoot.cli.tie import TieOptions, tie
    from frontfoot.cli.tie_options import SituationOptions

    def answer_tie(output: TableOutputOptions, plot: PictureOptions) -> None:
        tie(TieOptions(first=file, output=output, plot=plot))

    def answer_half_time(output: TableOutputOptions, plot: PictureOptions) -> None:
        decide(DecideOptions(first=file, where=SituationOptions(minute="45"), output=output, plot=plot))

    file = str(example())
    stem = Path(file).stem
    return _three(folder / f"{stem}-tie", answer_tie) + _three(folder / f"{stem}-half-time", answer_half_time)


def _three(stem: Path, command: Callable[[TableOutputOptions, PictureOptions], None]) -> list[Path]:
    from frontfoot.cli.console import captured
    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import PictureOptions
    from frontfoot.core.writing import write

    paths = []
    for suffix, json_output in ((".json", True), (".txt", False)):
        plot = None if json_output else stem.with_name(f"{stem.name}.png")
        with captured(WIDTH) as text:
            command(TableOutputOptions(json_output=json_output), PictureOptions(plot=plot))
        paths.append(write(stem.with_name(stem.name + suffix), text.getvalue().encode()))
        paths += [plot] if plot is not None else []
    return paths
