"""The captions of pictures and tables, the same in HTML and Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from frontfoot.core.wording import several
from frontfoot.reports import tie_captions
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side


@dataclass(frozen=True, slots=True)
class Captions:
    """One sentence or two for each part of the report."""

    strip: str
    figures: str
    press: str
    press_key: str
    chances: str
    territory: str
    windows: str
    penalties: str
    odds: str
    approach: str
    approach_key: str


def captions(story: Story) -> Captions:
    """The captions of a report."""
    home, away = story.sides.home, story.sides.away
    return Captions(
        strip=_strip(story),
        figures="The value of the whole match, its 90% interval where one can be given, and the counts it rests on "
        "(numerator / denominator). The interval is that of a single match: what it says of the side's way of playing, "
        "not an error of counting.",
        press=f"{story.home} made {several(len(home.press), 'defensive action', 'defensive actions')} and won the ball "
        f"{several(len(home.regains), 'time', 'times')} in "
        f"open play, {story.away} {len(away.press)} and {len(away.regains)}. Each side attacks to the right.",
        press_key="Dot: tackle, interception, recovery or block; cross: foul; line: mean height. Balls won: where an "
        "open-play possession started; outlined dots lie within 40 m of the opponent's goal.",
        chances=_chances(story),
        territory=_territory(story),
        windows="A minute counts for the score at its start. Small figures are the counts behind a value; for the "
        "front-foot index they are its 90% interval. Short windows say little.",
        penalties=" ".join(sentence for sentence in (_conceded(story, "home"), _conceded(story, "away")) if sentence),
        odds=tie_captions.odds(story),
        approach=tie_captions.approach(story),
        approach_key=tie_captions.key(story),
    )


def _strip(story: Story) -> str:
    if not story.sides.home.strip:
        reason = story.sides.home.measures["match"]["front_foot"].reason
        return f"No front-foot index for this match: {reason or 'its figures could not be taken'}."
    return (
        f"How high and how hard each side defended, minute by minute. {story.norms.text} Every minute is an estimate "
        "from the play around it and holds back towards the match's average where little happened."
    )


def _conceded(story: Story, side: SideName) -> str:
    own = of_side(story.sides, side)
    text = own.conceded
    if text is None:
        return ""
    penalties = "1 penalty" if text.penalties == 1 else f"{text.penalties or 'no'} penalties"
    likely = f"{text.low} to {text.high}" if text.low < text.high else str(text.low)
    return (
        f"{own.team} conceded {penalties} in {text.box_entries} box entries; at the leagues' rate "
        f"{text.expected:.2f} would be expected ({likely} in 90% of such matches)."
    )


def _chances(story: Story) -> str:
    if not any(shot.xg is not None for shot in story.shots):
        return "No expected goals for this match: the provider does not record what they need."
    penalties = sum(shot.period <= 4 for shot in story.penalties)
    counted = several(len([s for s in story.shots if s.period <= 4]), "shot", "shots")
    if penalties:
        counted += f", {penalties} of them from the spot"
    about = "xG is the probability that such a shot is a goal, not knowing who shot and how it ended."
    return f"{counted}. {about} {story.expected_goals.text}".strip()


def _territory(story: Story) -> str:
    home = story.sides.home.measures["match"]["field_tilt"]
    if home.value is None:
        return "Passes in the final third are not recorded."
    total = home.denominator or 0.0
    return (
        f"{story.home} played {home.value:.0%} of both sides' {total:.0f} passes in the final third (field tilt), "
        f"{story.away} {1 - home.value:.0%}."
    )
