"""The command line: a click group that loads each verb from gdec/commands/ only when it is called."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from gdec import __version__
from gdec.commands import log
from gdec.errors import GdecError, nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VERBS = {
    "anchor": "Find an author's few words in the article and write their place into the facts file.",
    "build": "Map, validate and store a folder of facts.",
    "completion": "Print the script from which bash, zsh or fish complete commands.",
    "convert": "Turn facts files from YAML into JSON Lines, and back.",
    "check": "Run the data-quality checks; each row is a finding.",
    "conflicts": "List the statements that disagree, with their words side by side.",
    "coverage": "Show what became of each sentence of an article.",
    "diff": "Tell what differs between two stores, or two files, by what they mean.",
    "export": "Write the graph as Turtle, JSON-LD, N-Triples, N-Quads, TriG, RDF/XML or CSV.",
    "import": "Turn a CSV of people or of forums into facts.",
    "forget": "Erase a person from facts, store and history, and say what that touched.",
    "history": "List which facts the store had of its articles, and give any of them back.",
    "identity": "Propose things that may be one and the same, with what speaks for it and against it.",
    "map": "Turn facts files into N-Quads.",
    "migrate": "Bring facts files of older formats up to date.",
    "new": "Write a skeleton of facts for the text of an article.",
    "publish": "Write the store as a site that needs no server: pages with their data beside them.",
    "query": "Answer a saved query, or a SPARQL query of your own.",
    "schema": "Print the JSON Schema of facts files, for editors.",
    "shapes": "Find what is wrong with shapes: rules that nobody checks or that cannot fail.",
    "status": "Tell how the store stands beside the facts, and which checks fail.",
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
        if args[0] not in VERBS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(f'there is no command "{args[0]}"{nearest(args[0], VERBS)}', ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Give the verbs and options that begin so, without importing any verb."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(verb, help=VERBS[verb]) for verb in self.list_commands(ctx)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [item for item in found if item.value.startswith(incomplete)] + options

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, VERBS[verb]) for verb in self.list_commands(ctx)])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gdec")
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    is_eager=True,
    expose_value=False,
    callback=lambda _, __, form: log.use(form),
    help="How errors and notes are told on standard error: as lines, or as one JSON object a line.",
)
@click.option(
    "--profile",
    type=click.Path(dir_okay=False, writable=True),
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, path: _profile(ctx, path) if path else None,
    help="Write to this file which functions the computing time went to, and tell most of it on standard error.",
)
def gdec() -> None:
    """Turn articles about conferences into linked data in which every triple leads back to its words."""


def _profile(ctx: click.Context, path: str) -> None:
    from pathlib import Path

    from gdec.profiling import Sampler

    sampler = Sampler(Path(path))

    def stop() -> None:
        sampler.stop()
        click.echo("\n".join(sampler.table()), err=True)

    sampler.start()
    ctx.call_on_close(stop)


def main() -> None:
    """Run the command line and end the process with one of the exit codes 0, 1, 2, 3, 70; 130 or 143 when stopped."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader left (`| head`): close quietly, and keep the interpreter from flushing into the closed pipe.
        _write_no_more(sys.stdout, sys.stderr)
        code = 0
    except OSError as error:
        # What goes wrong with the files that a command names is told where it happens.
        code = _tell(2, f"{error.filename or 'standard output'}: {error.strerror or error}")
        _write_no_more(sys.stdout)
    sys.exit(code)


def _run() -> int:
    """Run the verb and give the exit code; what went wrong is told."""
    try:
        return gdec(standalone_mode=False) or 0
    except SystemExit as stop:
        # click's answer to a reader who left (`| head`) is 1, and nothing is wrong.
        return 0 if stop.code == 1 else int(stop.code or 0)
    except click.Abort:
        return 128 + signal.SIGINT
    except click.ClickException as error:
        log.misused(error)
        return 2
    except GdecError as error:
        log.fail(error.exit_code, error)
        return error.exit_code
    except OSError:
        raise
    except Exception as error:
        import tempfile
        import traceback

        with tempfile.NamedTemporaryFile("w", prefix="gdec-bug-", suffix=".txt", delete=False) as report:
            traceback.print_exception(error, file=report)
        return _tell(70, f"this is a bug: {type(error).__name__}; the traceback is in {report.name}")


def _tell(code: int, message: str) -> int:
    log.fail(code, message)
    return code


def _stop(number: int, _frame: object) -> NoReturn:
    """End on a signal as on an error, so that nothing is left half-written; a second signal ends at once."""
    signal.signal(number, signal.SIG_DFL)
    sys.exit(128 + number)


def _write_no_more(*streams: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())


if __name__ == "__main__":
    main()
