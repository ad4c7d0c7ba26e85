"""Knock-out ties: their rules, how a tie is settled, and the exact odds of going through.

>>> from frontfoot.ties import Leg, rules, settle
>>> legs = [Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool", (0, 1))]
>>> settle(legs, rules("uel", 2023, "QF")).winner
'Atalanta'
"""

from __future__ import annotations

from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model, outlook
from frontfoot.ties.outlook import NextScore, Outlook
from frontfoot.ties.rulebook import Rules, Step, competitions, rules
from frontfoot.ties.settle import Decision, Reason, Ruling, Settlement, Way, settle
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie

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
