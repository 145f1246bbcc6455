"""The command line: flags in, an exit status out. Each command is a file, and imports what is heavy itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from dvaudit import __version__
from dvaudit.cli.options import BROKEN_PIPE, CLEAN, FAILED, INTERRUPTED, say

COMMANDS = ("check", "accept", "init", "compare", "rules", "explain", "test", "figures", "schema", "completion")
"""The commands, each with its file in this folder that holds a function of its name; in the order of the help page."""

_EXAMPLES = """\b
Examples:
  dvaudit check report.csv --rules rules/party-membership.yml
  dvaudit check report.csv -c 'total = north + south'
  dvaudit check reports --format concise
  dvaudit init report.csv
  dvaudit compare old.csv new.csv --rules rules.yml
  dvaudit figures report.csv
  dvaudit explain share
"""


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the status is 0, 1 or 2 as ``check`` documents it, 130 when interrupted."""
    try:
        status = dvaudit.main(list(arguments), prog_name="dvaudit", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as refused:
        refused.show()
        return FAILED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what Python flushes on exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except (click.Abort, KeyboardInterrupt):
        say("cli.interrupted")
        return INTERRUPTED
    except (RecursionError, MemoryError):
        say("cli.too_much")
        return FAILED
    except Exception as fault:  # noqa: BLE001 - the last resort: one sentence, and no status that looks like a verdict
        say("cli.fault", fault=f"{type(fault).__name__}: {fault}", place=_raised_at(fault))
        return FAILED
    return status if isinstance(status, int) else CLEAN


def _raised_at(fault: Exception) -> str:
    """The file and line of dvaudit where something went wrong that nobody thought of."""
    found = fault.__traceback__
    while found is not None and found.tb_next is not None:
        found = found.tb_next
    return "" if found is None else f"{found.tb_frame.f_code.co_filename.rpartition(os.sep)[2]}:{found.tb_lineno}"


class _Commands(click.Group):
    """Commands of which only the one that is asked for is loaded."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - asked so by click
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"dvaudit.cli.{cmd_name}"), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; a usage error with the nearest one for an unknown one."""
        if not ctx.resilient_parsing and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"No such command {args[0]!r}.{''.join(f' Did you mean {one}?' for one in near)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXAMPLES)
@click.version_option(__version__, prog_name="dvaudit")
def dvaudit() -> None:
    """Finds the figures in a report that contradict each other, and says which and by how much."""
