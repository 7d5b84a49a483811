"""`gdec completion`: what a shell completes commands from."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete


class Bash(BashComplete):
    """Completes as click has it, but puts no space after `event=`, where the value goes on."""

    source_template = BashComplete.source_template.replace(
        "    return 0\n", "    [[ ${COMPREPLY-} == *= ]] && compopt -o nospace\n    return 0\n"
    )


SHELLS = {"bash": Bash, "zsh": ZshComplete, "fish": FishComplete}


@click.command(name="completion")
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script from which a shell completes verbs, options, saved queries and their parameters.

    \b
    eval "$(gdec completion bash)"    # in ~/.bashrc
    eval "$(gdec completion zsh)"     # in ~/.zshrc
    gdec completion fish | source     # in ~/.config/fish/config.fish
    """
    click.echo(SHELLS[shell](ctx.find_root().command, {}, "gdec", "_GDEC_COMPLETE").source())
