"""``dvaudit completion``: what a shell has to know to complete dvaudit's commands, options and files."""

from __future__ import annotations

import click

from dvaudit.cli.options import CLEAN

_EXAMPLES = """\b
Where it goes:
  bash  dvaudit completion bash > ~/.local/share/bash-completion/completions/dvaudit
  zsh   dvaudit completion zsh > "${fpath[1]}/_dvaudit"
  fish  dvaudit completion fish > ~/.config/fish/completions/dvaudit.fish
"""


@click.command(short_help="Print the completion script of a shell.", epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a shell; it is loaded with the next shell that is started.

    For the one that runs: source <(dvaudit completion bash)
    """
    from click.shell_completion import get_completion_class

    from dvaudit.cli import dvaudit

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(dvaudit, {}, "dvaudit", "_DVAUDIT_COMPLETE").source())
    return CLEAN
