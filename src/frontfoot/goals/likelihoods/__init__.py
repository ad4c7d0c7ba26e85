"""Distributions of scores behind one fit: Poisson, Dixon-Coles, bivariate Poisson, negative binomial."""

from __future__ import annotations

from frontfoot.core.errors import InputError
from frontfoot.goals.likelihoods.base import Derivatives, Likelihood, Sample
from frontfoot.goals.likelihoods.bivariate_poisson import BivariatePoisson
from frontfoot.goals.likelihoods.dixon_coles import DixonColes
from frontfoot.goals.likelihoods.negative_binomial import NegativeBinomial
from frontfoot.goals.likelihoods.poisson import Poisson

__all__ = ["LIKELIHOODS", "Derivatives", "Likelihood", "Sample", "likelihood"]

_ALL: tuple[Likelihood, ...] = (Poisson(), DixonColes(), BivariatePoisson(), NegativeBinomial())
LIKELIHOODS: dict[str, Likelihood] = {each.name: each for each in _ALL}


def likelihood(name: str) -> Likelihood:
    """The likelihood with this name.

    Raises:
        InputError: there is no likelihood with that name.
    """
    if name not in LIKELIHOODS:
        raise InputError(
            f"There is no likelihood '{name}'", place="likelihood", remedy=f"Choose one of {', '.join(LIKELIHOODS)}"
        )
    return LIKELIHOODS[name]
