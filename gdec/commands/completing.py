"""What the shell completes: the names of saved queries, of their parameters, and of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gdec import GdecError, list_checks, list_queries

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from gdec import SavedQuery


def complete_name(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Give the saved queries whose names begin so, or else have the shell complete the name of a file."""
    from click.shell_completion import CompletionItem

    found = [CompletionItem(query.name, help=query.summary) for query in _queries(ctx)]
    return [item for item in found if item.value.startswith(incomplete)] or [CompletionItem(incomplete, type="file")]


def complete_check(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Give the data-quality checks whose names begin so."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(each.name, help=each.summary) for each in list_checks() if each.name.startswith(incomplete)]


def complete_parameter(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Give the parameters, of the query that stands on the line, whose names begin so."""
    from click.shell_completion import CompletionItem

    # While a `-p` waits for its value, click has not yet told which of the words is the query's name.
    words = [ctx.params.get("name"), *ctx.args]
    params = next((query.params for query in _queries(ctx) if query.name in words), {})
    return [CompletionItem(f"{name}=", help=each.help) for name, each in params.items() if name.startswith(incomplete)]


def _queries(ctx: click.Context) -> list[SavedQuery]:
    """Give the saved queries; where one of the project cannot be used, who asks it is told, and not who completes."""
    try:
        return list_queries(ctx.params.get("project") or "data")
    except GdecError:
        return list_queries()
