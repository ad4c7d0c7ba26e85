"""The kind and the outcome in the event table of every Wyscout v3 event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from frontfoot.match.codes import Array
from frontfoot.match.schema import CARDS, KINDS, OUTCOMES
from frontfoot.match.wyscout import v3_codes as w
from frontfoot.match.wyscout.v3_file import Aerial, Ground, Pass, V3Shot
from frontfoot.match.wyscout.v3_raw import Raw

KIND: Final = {name: code for code, name in enumerate(KINDS)}
OUTCOME: Final = {name: code for code, name in enumerate(OUTCOMES)} | {None: len(OUTCOMES)}


def kinds(known: Raw, card: Array) -> Array:
    """The kind of every event, as a code of the schema's list; `card` are the codes of the cards shown."""
    tags, primary = known.tags, known.primary
    kind = known.of(lambda name: KIND[w.KINDS.get(name, "other")])
    passed, shot = known.rows(known.passes), known.rows(known.shots)
    duel, touch = primary("duel"), primary("touch")
    kind[duel] = KIND["loose_ball"]
    for tag, name in (("offensive_duel", "take_on"), ("defensive_duel", "tackle"), ("aerial_duel", "aerial")):
        kind[duel & tags[tag]] = KIND[name]
    kind[primary(*w.RESTARTS)] = KIND["pass"]
    kind[primary("penalty") | (primary("free_kick", "corner") & shot)] = KIND["shot"]
    booking = known.rows(row for row, infraction in known.infractions.items() if infraction.type in w.BOOKINGS)
    kind[primary("infraction") & booking & (card < len(CARDS))] = KIND["card"]
    kind[primary("interception") & passed] = KIND["pass"]
    kind[touch & tags["loss"]] = KIND["lost"]
    kind[touch & tags["carry"]] = KIND["carry"]
    kind[primary("fairplay") & ~passed] = KIND["other"]
    return kind


def outcomes(known: Raw, kind: Array) -> Array:
    """The outcome of every event of these kinds, as a code of the schema's list."""
    tags = known.tags
    outcome = np.full(len(kind), len(OUTCOMES))

    loose = kind == KIND["loose_ball"]
    outcome[loose & tags["loss"]] = OUTCOME["failure"]
    outcome[loose & tags["recovery"]] = OUTCOME["success"]
    keeper = (kind == KIND["keeper"]) & tags.any_of("save", "save_with_reflex", "conceded_goal")
    outcome[keeper] = np.where(tags["conceded_goal"], OUTCOME["failure"], OUTCOME["success"])[keeper]
    outcome[among(kind, "interception", "carry")] = OUTCOME["success"]
    rules: tuple[tuple[str, dict[int, Any], Callable[[Any], str | None]], ...] = (
        ("shot", known.shots, _of_shot),
        ("pass", known.passes, _of_pass),
        ("aerial", known.aerials, _of_aerial),
        ("tackle", known.grounds, _of_tackle),
        ("take_on", known.grounds, _of_take_on),
    )
    for name, details, ending in rules:
        rows = np.fromiter(details, dtype=np.int64, count=len(details))
        endings = np.array([OUTCOME[ending(detail)] for detail in details.values()], dtype=np.int64)
        mine = kind[rows] == KIND[name]
        outcome[rows[mine]] = endings[mine]
    return outcome


def _of_shot(shot: V3Shot) -> str:
    zone = shot.zone or ""
    if shot.goal:
        return "goal"
    if shot.on_target:
        return "saved"
    return "blocked" if zone == "bc" else "post" if zone.startswith("p") else "off_target"


def _of_pass(played: Pass) -> str | None:
    return None if played.accurate is None else "success" if played.accurate else "failure"


def _of_aerial(duel: Aerial) -> str | None:
    return None if duel.first_touch is None else "success" if duel.first_touch else "failure"


def _of_tackle(duel: Ground) -> str | None:
    if duel.recovered is None:
        return None
    return "success" if duel.recovered else "neutral" if duel.stopped else "failure"


def _of_take_on(duel: Ground) -> str | None:
    if duel.kept is None:
        return None
    return "failure" if not duel.kept else "success" if duel.progressed else "neutral"


def among(kind: Array, *names: str) -> Array:
    """Which of these kinds are one of the named."""
    return np.array([name in names for name in KINDS])[kind]
