"""``dvaudit schema``: the JSON Schema of rule files."""

from __future__ import annotations

import click

from dvaudit.cli.options import CLEAN


@click.command()
def schema() -> int:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from dvaudit.kinds import KINDS
    from dvaudit.schema import schema as schema_of

    click.echo(json.dumps(schema_of(KINDS), ensure_ascii=False, indent=1))
    return CLEAN
