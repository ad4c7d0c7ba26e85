"""Pictures on matplotlib axes: odds, brackets, tables, break-even charts.

A function named for what it draws takes axes (`ax=`, new ones without) and a theme, and returns the axes; the function
whose name ends in `_figure` makes the whole picture, with headline, source and licence, wide, square or tall.
"""

from frontfoot.draw.bracket import bracket
from frontfoot.draw.break_even import break_even, break_even_figure
from frontfoot.draw.cup import changes_table, cup_figure, cup_table, league_table
from frontfoot.draw.odds import odds, odds_figure
from frontfoot.draw.odds_table import odds_table
from frontfoot.draw.saving import save
from frontfoot.draw.season import course, ranking, season_figure, worth
from frontfoot.draw.tie_picture import kicks_so_far, moment_picture, replay_picture

__all__ = [
    "bracket",
    "break_even",
    "break_even_figure",
    "changes_table",
    "course",
    "cup_figure",
    "cup_table",
    "kicks_so_far",
    "league_table",
    "moment_picture",
    "odds",
    "odds_figure",
    "odds_table",
    "ranking",
    "replay_picture",
    "save",
    "season_figure",
    "worth",
]
