"""The command line: a click group that loads each verb from gdec/commands/ only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback

import click

from gdec import __version__
from gdec.errors import GdecError, nearest

VERBS = {
    "anchor": "Find an author's few words in the article and write their place into the facts file.",
    "build": "Map, validate and store a folder of facts.",
    "convert": "Turn facts files from YAML into JSON Lines, and back.",
    "check": "Run the data-quality checks; each row is a finding.",
    "coverage": "Show what became of each sentence of an article.",
    "export": "Write the graph as Turtle, JSON-LD, N-Triples, N-Quads, TriG, RDF/XML or CSV.",
    "import": "Turn a CSV of people or of forums into facts.",
    "map": "Turn facts files into N-Quads.",
    "migrate": "Bring facts files of older formats up to date.",
    "new": "Write a skeleton of facts for the text of an article.",
    "query": "Answer a saved query, or a SPARQL query of your own.",
    "schema": "Print the JSON Schema of facts files, for editors.",
    "validate": "Hold facts or RDF files against the shapes.",
    "verify": "Find each piece of evidence again in your own copies of the articles.",
    "why": "Show the words, the rule or the reason that a triple rests on.",
}


class Verbs(click.Group):
    """A group that knows its verbs by name and imports one only when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs in alphabetical order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's command, or give None for a word that is no verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"gdec.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, and name the nearest one for a word that is none."""
        if args[0] not in VERBS and not args[0].startswith("-"):
            raise click.UsageError(f'there is no command "{args[0]}"{nearest(args[0], VERBS)}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, VERBS[verb]) for verb in self.list_commands(ctx)])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gdec")
def gdec() -> None:
    """Turn articles about conferences into linked data in which every triple leads back to its words."""


def main() -> None:
    """Run the command line and end the process with one of the exit codes 0, 1, 2, 3, 70."""
    try:
        sys.exit(gdec(standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except GdecError as error:
        click.echo(f"gdec: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader left (`| head`): close quietly, and keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        sys.exit(_report_bug(error))


def _report_bug(error: Exception) -> int:
    with tempfile.NamedTemporaryFile("w", prefix="gdec-bug-", suffix=".txt", delete=False) as report:
        traceback.print_exception(error, file=report)
    click.echo(f"gdec: this is a bug: {type(error).__name__}; the traceback is in {report.name}", err=True)
    return 70


if __name__ == "__main__":
    main()
