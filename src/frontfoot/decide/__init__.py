"""What to do: the value of pressing higher or dropping back, and how sure that is."""

from __future__ import annotations

from frontfoot.front_door import open_front_door

open_front_door(__name__, "frontfoot.decide.decide")
