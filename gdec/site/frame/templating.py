"""The templates: those of the project's theme before those of the package, and what they can call."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdec.errors import GdecError, Problems
from gdec.site.frame.amounts import counted_in
from gdec.site.frame.mistakes import mistake, mistakes_in
from gdec.site.frame.settings import Settings
from gdec.site.frame.text import bare, day

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(settings: Settings, **known: Any) -> Environment:
    """Give the templates of a site: every text is escaped, and a name that nobody set is an error.

    Templates can use the filters `isolated` for text that somebody else wrote, `bare` for such text in a title,
    `counted` for what is counted by the label of a count, and `day` for dates.

    Args:
        settings: those of the site.
        known: what else templates know, by name.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, select_autoescape

    from gdec.site.frame.compiling import kept_code, quick_environment
    from gdec.site.frame.html import isolated

    folders = _template_folders(settings)
    found = quick_environment(
        partial(mistake, folders=folders),
        loader=ChoiceLoader([FileSystemLoader(path) for path in folders]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=kept_code(),
    )
    found.filters["isolated"] = isolated
    found.filters["bare"] = bare
    found.filters["counted"] = counted_in
    found.filters["day"] = partial(day, language=settings.page_language)
    found.globals.update(known)
    return found


def check_theme(settings: Settings) -> None:
    """Look for mistakes in the templates of a project's theme that no page would tell.

    Raises:
        GdecError: there are some.
    """
    folders = _template_folders(settings)
    if len(folders) > 1 and (found := list(mistakes_in(environment(settings), *folders))):
        raise Problems(found)


def compile_early(settings: Settings, names: Iterable[str]) -> None:
    """Compile templates in this process, so that those that are forked from it need not do so, each for itself."""
    templates = environment(settings)
    for name in names:
        templates.get_template(name)


def require_jinja2() -> None:
    """Tell early that a package is missing; the modules of pages cannot be imported without it.

    Raises:
        GdecError: jinja2 is not installed.
    """
    if find_spec("jinja2") is None:
        raise GdecError("jinja2 is not installed; run pip install 'gdec[site]'")


def static_files(settings: Settings) -> dict[str, Path]:
    """Give the styles, scripts and pictures by name, sorted; a theme's own stand in for those of the package.

    Raises:
        GdecError: one of a theme's is a link to what is none of the theme's, which nobody meant to publish.
    """
    found: dict[str, Path] = {}
    for folder in reversed(_folders(settings, "static")):
        if folder.is_dir():
            found |= {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    for path in found.values():
        theme = settings.theme if settings.theme in path.parents else None
        if theme and not path.resolve().is_relative_to(theme.resolve()):
            raise GdecError(f"{path}: is a link to {path.resolve()}, outside the theme; put the file itself there")
    return dict(sorted(found.items()))


def _template_folders(settings: Settings) -> list[Path]:
    return [path for path in _folders(settings, "templates") if path.is_dir()]


def _folders(settings: Settings, name: str) -> list[Path]:
    """Give the folders of a name, the preferred one first."""
    package = Path(str(files("gdec.site"))) / name
    return [settings.theme / name, package] if settings.theme else [package]
