"""Descriptions of the methods of the page's figures, a sentence or two each."""

from __future__ import annotations

from typing import Final

from frontfoot.reports.document import Method

METHODS: Final = tuple(
    Method(name=name, text=text)
    for name, text in (
        (
            "Pitch and time",
            "Every event is placed on 105 x 68 m in the acting side's direction of attack. Stoppage time is "
            "real playing time and is not folded into the 45th or 90th minute.",
        ),
        (
            "Front-foot index",
            "A weighted sum of four things a side does to the opponent's play: challenges in its build-up zone, "
            "the height at which it defends, passes from the own third spoilt, and field tilt. 0 is the average "
            "of the leagues it was fitted on, 1 one standard deviation of team-matches. Short windows are drawn "
            "towards the match and the match towards the season, as far as the evidence is thin; the 90% "
            "interval includes this.",
        ),
        (
            "PPDA",
            "Opponent's passes in its own 60% of the pitch over tackles, interceptions and fouls there, as a "
            "ratio of sums. Three conventions are in use and are not comparable: Understat (open-play passes; "
            "tackles won), Wyscout (all passes; duels won and sliding tackles) and Opta's zone (outside the "
            "pressing side's third).",
        ),
        (
            "Balls won",
            "A regain is the start of an open-play possession without a stoppage before it. High turnover: "
            "within 40 m of the opponent's goal. Counter-press: won back within 5 s of a loss in the attacking "
            "60%. Pressed sequence: an opponent's sequence of at most three passes that ends within 40 m of its "
            "own goal (Opta).",
        ),
        (
            "Territory and tempo",
            "Field tilt: share of both sides' passes in the final third. Direct speed: metres upfield per "
            "second of open-play sequences longer than one second. Counter-attack: from a regain in the own "
            "half into the final third or to a shot within 15 s, half of the way forward.",
        ),
        (
            "Expected goals and big chances",
            "Logistic regression on where and how a shot was taken and what led to it, fitted on open data of "
            "four leagues; penalties apart. Nothing that is known only after the shot is used. Big chance: 0.30 "
            "xG or more outside penalties. Own goals have no xG.",
        ),
        (
            "Expected threat",
            "After Singh (2018): the value of the ball in each of 16 x 12 zones is the chance of a goal from "
            "there, solved exactly; a pass or carry is worth the difference.",
        ),
        (
            "Intervals",
            "90% throughout. Shares: Wilson (1927). PPDA: the same for the share of actions, turned into the "
            "ratio. xG: the middle 90% of the goals that the same chances give, each scored or missed on its "
            "own. They take passes, actions and shots as independent, which makes them a little narrow.",
        ),
    )
)
