"""Mistakes in the templates of a project's theme, told at their lines; one in those of the package is a bug of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from gdec.errors import GdecError, InputError, nearest
from gdec.facts.utf8 import decode, read_bytes

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import Template

_ENDING = ".html"
_MACRO = "template"
"""What a traceback of Jinja calls the code of a macro; other code of a template it names for what that lays out."""


def mistake(error: Exception, templates: Environment, folders: list[Path]) -> InputError | None:
    """Give what a theme's template got wrong when an error was raised, or None where none of them did.

    Args:
        error: as Jinja raises it, with a traceback that names templates and their lines.
        templates: all that there are.
        folders: where they are: in the theme's folder, if it has one, and in the package's.
    """
    from jinja2 import TemplateError

    if isinstance(error, GdecError) or (isinstance(error, OSError) and not isinstance(error, TemplateError)):
        return None
    *themes, package = folders
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        path = Path(frame.f_code.co_filename)
        for theme in filter(path.is_relative_to, themes):
            own = package / path.relative_to(theme)
            advice = f"compare it with {own}" if own.is_file() else "correct this line"
            return InputError(str(path), f"{_what(error, templates)}; {advice}", line)
        # A macro of the package fails for who calls it.
        if path.is_relative_to(package) and frame.f_code.co_name != _MACRO:
            return None
    return None


def _what(error: Exception, templates: Environment) -> str:
    from jinja2 import TemplateError, TemplateNotFound

    if isinstance(error, TemplateNotFound):
        return f'there is no template "{error.name}"{_nearest(str(error.name), templates.list_templates())}'
    said = error.message if isinstance(error, TemplateError) else ""
    return said.removesuffix(".") if said else f"{type(error).__name__}: {error}"


def _nearest(name: str, known: Iterable[str]) -> str:
    """Hint at a template by what stands before the ending that all have."""
    hint = nearest(name.removesuffix(_ENDING), (each.removesuffix(_ENDING) for each in known))
    return hint.replace('"?', f'{_ENDING}"?')


def mistakes_in(templates: Environment, theme: Path, package: Path) -> Iterator[InputError]:
    """Give what is wrong with a theme's templates and no page would tell: a name that nobody asks for, or lacks.

    Args:
        templates: all that there are, those of the theme first.
        theme: the theme's folder of templates.
        package: that of the package.

    Raises:
        InputError: a template cannot be read.
    """
    from jinja2.meta import find_referenced_templates

    ours, own = _templates(package), _templates(theme)
    trees = {
        name: templates.parse(decode(str(path), read_bytes(path)), name, str(path))
        for name, path in sorted((ours | own).items())
    }
    named = {name for tree in trees.values() for name in find_referenced_templates(tree)}
    for name in () if None in named else sorted(own.keys() - ours.keys() - named):
        advice = _nearest(name, ours) or "; include it in one, or remove it"
        yield InputError(str(own[name]), f"no page is made with this template, and no other template names it{advice}")
    wanted = {each: user for user, tree in trees.items() for each in _imports(tree)}
    for (name, macro), user in sorted(wanted.items()):
        if name in own and macro not in _names_in(trees[name]):
            yield InputError(str(own[name]), f'there is no macro "{macro}", which {user} imports; write one')


def _templates(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob(f"*{_ENDING}") if path.is_file()}


def _imports(tree: Template) -> Iterator[tuple[str, str]]:
    """Give what a template imports by name, each after the template that it is of."""
    from jinja2.nodes import Const, FromImport

    for node in tree.find_all(FromImport):
        if isinstance(node.template, Const):
            yield from ((node.template.value, each if isinstance(each, str) else each[0]) for each in node.names)


def _names_in(tree: Template) -> set[str]:
    """Give what others can import from a template, and perhaps more."""
    from jinja2.nodes import Macro, Name

    stored = (name.name for name in tree.find_all(Name) if name.ctx == "store")
    return {macro.name for macro in tree.find_all(Macro)}.union(stored, (name for _, name in _imports(tree)))
