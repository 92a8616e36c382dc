"""The `curriculum` command. Says what other modules found; decides exit codes and nothing else.

Exit codes: 0 fine, 1 the curriculum has errors (with `--strict` also warnings), 2 the command was
not understood.
"""

from __future__ import annotations

import click

from generator import __version__
from generator.cli.edit import fmt_command, rename_command
from generator.cli.new import new_command
from generator.cli.paths import explain_command, plan_command, ready_command
from generator.cli.release import release_command
from generator.cli.review import diff_command, health_command
from generator.cli.site import (
    build_command,
    check_command,
    diagnostic_command,
    headers_command,
    schema_command,
)
from generator.cli.upkeep import links_command, reviews_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="curriculum")
def main() -> None:
    """Check a curriculum, plan a path through it, build its site."""


for command in (
    check_command,
    diagnostic_command,
    build_command,
    plan_command,
    explain_command,
    ready_command,
    diff_command,
    health_command,
    release_command,
    new_command,
    fmt_command,
    rename_command,
    reviews_command,
    links_command,
    schema_command,
    headers_command,
):
    main.add_command(command)
