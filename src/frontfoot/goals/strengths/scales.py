"""Scales of the dynamic model: how strengths differ, how fast they change, how informative each kind of count is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scales:
    """Variances and loadings of the model in `frontfoot.goals.strengths.filter`, in logs of goals.

    Attributes:
        variance: of a club's attack and of its defence about its league's mean, at its first match.
        correlation: of a club's attack and defence, at the first match and in every change.
        drift: variance that attack and defence gain a day.
        summer: variance they gain between two seasons.
        newcomer: mean of attack and of defence of a club that joins a league already known, against its clubs' mean.
        newcomer_variance: of both about that mean.
        league: variance of leagues' means.
        elsewhere: mean and standard deviation of the mean of leagues without results of their own.
        level, home: mean, standard deviation about which competitions vary, of goal levels and home advantages.
        common: standard deviation of the common goal level and the common home advantage.
        level_drift: variance that levels and home advantages gain a day.
        rho: of the correction of low scores (Dixon and Coles 1997) in forecasts.
        late: log multiplier of both rates in the last rounds of a league season.
        late_rounds: how many rounds those are.
        shot_loading: of a - d in the log rates of shots on and off target.
        shot_weight: of the Poisson likelihood of shots on and off target.
        style: variance of a club's shot styles (shots created and allowed that are not explained by goals).
        style_drift, style_summer: variance that styles gain a day, and between seasons.
        shot_level: mean and standard deviation of the log level of shots on and off target.
        shot_summer: variance that shot levels gain between seasons.
    """

    variance: float = 0.044
    correlation: float = 0.75
    drift: float = 1e-5
    summer: float = 0.0044
    newcomer: float = -0.2
    newcomer_variance: float = 0.0225
    league: float = 0.16
    elsewhere: tuple[float, float] = (-0.3, 0.2)
    level: tuple[float, float] = (0.2, 0.1)
    home: tuple[float, float] = (0.3, 0.1)
    common: float = 0.3
    level_drift: float = 3e-6
    rho: float = -0.08
    late: float = 0.077
    late_rounds: int = 5
    shot_loading: tuple[float, float] = (0.75, 0.70)
    shot_weight: tuple[float, float] = (0.9, 0.4)
    style: float = 0.009
    style_drift: float = 3e-6
    style_summer: float = 0.0005
    shot_level: tuple[tuple[float, float], tuple[float, float]] = ((1.5, 0.3), (1.7, 0.3))
    shot_summer: float = 0.02


# Nations change slowly and have no summer step; only matches between confederations are evidence on these.
NATIONS = Scales(
    variance=0.2,
    drift=1.5e-5,
    summer=0.0,
    newcomer=-0.3,
    newcomer_variance=0.2,
    league=0.25,
    elsewhere=(-0.5, 0.3),
    level=(0.2, 0.1),
    home=(0.45, 0.1),
    rho=-0.08,
    late=0.0,
)
