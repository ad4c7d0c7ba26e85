"""`frontfoot fit`: make the shipped parameters again from open data. Each room registers its own command here."""

from __future__ import annotations

import typer


def group() -> typer.Typer:
    """The `fit` command group."""
    app = typer.Typer(no_args_is_help=True, help="Fit the shipped parameters again from open data.")
    from frontfoot.cli.fit_approach import approach
    from frontfoot.cli.fit_chances import chances
    from frontfoot.cli.fit_effects import effects
    from frontfoot.cli.fit_in_play import in_play
    from frontfoot.cli.fit_strengths import strengths
    from frontfoot.cli.fit_ties import ties

    app.command("approach")(approach)
    app.command("chances")(chances)
    app.command("effects")(effects)
    app.command("in-play")(in_play)
    app.command("strengths")(strengths)
    app.command("ties")(ties)
    return app
