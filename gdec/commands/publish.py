"""`gdec publish`: the store as a site that needs no server."""

from __future__ import annotations

from pathlib import Path

import click

from gdec import check_site, publish_site, serve_site
from gdec.commands.log import progress
from gdec.commands.output import counted


@click.command(name="publish")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--store", default=".gdec", show_default=True, type=click.Path(path_type=Path), help="The store's folder."
)
@click.option("--base-url", metavar="URL", help="The address that the site is served at; else that of gdec.toml.")
@click.option(
    "--project", default="data", show_default=True, type=click.Path(path_type=Path), help="The folder with gdec.toml."
)
@click.option(
    "--articles", type=click.Path(path_type=Path), help="The folder of your copies, to quote the words whole."
)
@click.option("--as-it-is", is_flag=True, help="Leave the site as it is, to check it or to show it.")
@click.option("--check", "is_checked", is_flag=True, help="Then read the site back: links, data, markup, weight.")
@click.option(
    "--vnu",
    envvar="VNU_JAR",
    type=click.Path(path_type=Path),
    help="The Nu checker's vnu.jar, to check the HTML with too.",
)
@click.option("--serve", "is_served", is_flag=True, help="Then serve the site on this machine, until it is stopped.")
@click.option("--port", default=8000, show_default=True, help="The port to serve at; 0 for one that is free.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    store: Path,
    base_url: str | None,
    project: Path,
    articles: Path | None,
    as_it_is: bool,
    is_checked: bool,
    vnu: Path | None,
    is_served: bool,
    port: int,
) -> None:
    """Write the store as pages with their data beside them, for any host of static files.

    Every value on a page shows how it stands, who says so, and the words. Only what has changed is written again, and
    the old site stays whole until the new one is complete. With --check, the exit code is 1 where something is wrong.

    \b
    gdec publish public --base-url https://example.org/conferences/
    gdec publish public --as-it-is --check
    gdec publish public --base-url http://127.0.0.1:8000/ --articles copies \\
        --serve
    """
    if not as_it_is:
        with progress():
            done = publish_site(folder, project, store, base_url=base_url, articles=articles)
        click.echo(f"{folder}: {counted(done.pages, 'page')} of things and articles, {done.made} of them made anew")
        click.echo(f"{counted(done.written, 'file')} new or changed, {done.removed} gone")
        if done.is_healed:
            click.echo(f"{folder} was not as the last publishing had left it, so nothing of it was taken over")
    if is_checked and not _is_sound(folder, vnu):
        ctx.exit(1)
    if is_served:
        serve_site(folder, port, lambda address: click.echo(f"{folder} is at {address} until Ctrl-C"))


def _is_sound(folder: Path, vnu: Path | None) -> bool:
    """Check the site and tell what is wrong, a line each."""
    with progress():
        checked = check_site(folder, validator=vnu)
    for path, message in checked.findings:
        click.echo(f"{folder / path}: {message}")
    found = counted(len(checked.findings), "finding") if checked.findings else "nothing is wrong"
    click.echo(f"{counted(checked.files, 'file')} checked, {checked.pages} of them pages: {found}")
    return not checked.findings
