"""``dvaudit schema``: the JSON Schema of rule files and of what else people write."""

from __future__ import annotations

import click

from dvaudit.cli.options import CLEAN


@click.command(short_help="Print the JSON Schema of rule files and configuration.")
@click.argument("which", type=click.Choice(["rules", "config", "accepted"]), default="rules")
def schema(which: str) -> int:
    """Print the JSON Schema of rule files, of the configuration or of the file of acceptances, for editors."""
    import json

    from dvaudit import schema as schemas
    from dvaudit.kinds import KINDS

    if which == "config":
        found = schemas.configuration_schema()
    else:
        found = schemas.accepted_schema() if which == "accepted" else schemas.schema(KINDS)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return CLEAN
