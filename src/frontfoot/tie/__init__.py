"""What it means: the rules of knock-out ties, how a tie is settled, and the exact odds of going through.

>>> from frontfoot.tie import Leg, rules, settle
>>> legs = [Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool", (0, 1))]
>>> settle(legs, rules("uel", 2023, "QF")).winner
'Atalanta'
"""

from __future__ import annotations

from frontfoot.tie.leg import Leg
from frontfoot.tie.model import Model, outlook
from frontfoot.tie.outlook import NextScore, Outlook
from frontfoot.tie.rulebook import Rules, Step, competitions, rules
from frontfoot.tie.settle import Decision, Reason, Ruling, Settlement, Way, settle
from frontfoot.tie.shoot_out import ShootOut
from frontfoot.tie.situation import Situation, Tie

__all__ = [
    "Decision",
    "Leg",
    "Model",
    "NextScore",
    "Outlook",
    "Reason",
    "Rules",
    "Ruling",
    "Settlement",
    "ShootOut",
    "Situation",
    "Step",
    "Tie",
    "Way",
    "competitions",
    "outlook",
    "rules",
    "settle",
]
