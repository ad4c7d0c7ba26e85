"""The command line: thin, and fast to start. Heavy imports stand inside the commands that need them."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run `frontfoot`; errors the user can act on are printed in one place and end with status 2."""
    from frontfoot.cli.app import build
    from frontfoot.errors import FrontfootError

    try:
        build()()
    except FrontfootError as error:
        from frontfoot.cli.console import say_error

        say_error(error)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output went away (`frontfoot match FILE | head`): no message, no traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
