"""Minutes played against the line-up files of StatsBomb: recorded ones, and those estimated from touches.

python -m benchmarks.player_minutes --data DIR
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path

import numpy as np

from frontfoot.match.load import load
from frontfoot.players.spells import spells


def from_line_ups(path: Path, first_half: float, second_half: float) -> dict[str, float]:
    """Minutes of play of every man, from the line-up file alone; its spells do not end with a sending-off."""

    def seconds(clock: str, period: int) -> float:
        minutes, rest = clock.split(":")
        since = 60 * int(minutes) + int(rest)
        return since if period == 1 else since - 45 * 60 + first_half

    played: dict[str, float] = {}
    for team in json.loads(lzma.decompress(path.read_bytes())):
        for man in team["lineup"]:
            end = first_half + second_half
            for card in man["cards"]:
                if card["card_type"] != "Yellow Card":
                    end = seconds(card["time"], card["period"])
            total = 0.0
            for spell in man["positions"]:
                until = seconds(spell["to"], spell["to_period"]) if spell["to"] else end
                total += max(min(until, end) - seconds(spell["from"], spell["from_period"]), 0.0)
            if man["positions"]:
                played[str(man["player_id"])] = total / 60
    return played


def main() -> None:
    """Print the errors over every match below statsbomb/ of the data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    recorded: list[float] = []
    estimated: list[float] = []
    for path in sorted((parser.parse_args().data / "statsbomb").glob("*/events/*")):
        match = load(path)
        truth = from_line_ups(path.parent.parent / "lineups" / path.name, *(p.seconds for p in match.periods[:2]))
        known, guessed = spells(match).minutes(), spells(match, estimate=True).minutes()
        recorded += [known.get(man, 0.0) - minutes for man, minutes in truth.items()]
        estimated += [guessed.get(man, 0.0) - minutes for man, minutes in truth.items()]
    for name, errors in (("recorded", np.abs(recorded)), ("estimated", np.abs(estimated))):
        print(
            f"{name}: {len(errors)} men, mean error {errors.mean():.2f} min, 95% within "
            f"{np.quantile(errors, 0.95):.2f}, largest {errors.max():.2f}"
        )


if __name__ == "__main__":
    main()
