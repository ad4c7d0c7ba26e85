"""One drawing of each thing, on matplotlib axes: functions take axes and return them."""

from frontfoot.draw.odds import odds

__all__ = ["odds"]
