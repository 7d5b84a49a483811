"""Find the very line of a problem in a fact that is written over several lines."""

from __future__ import annotations

from collections.abc import Iterator

from gdec.errors import InputError, Problems
from gdec.facts.nodes import Mapping, Node, Scalar, Sequence, compose


def pinpoint(problems: Problems, source: str, data: bytes) -> Problems:
    """Give problems with the lines of the values that they name, where they name the line of the fact around these.

    Args:
        problems: what is wrong with a facts file.
        source: the file's name, for errors.
        data: its bytes, of YAML that was read before.
    """
    around: dict[int, list[Scalar]] = {}
    for line, value in _blocks(compose(source, data).root):
        around.setdefault(line, []).extend(_scalars(value))

    def exact(problem: InputError) -> InputError:
        scalars = around.get(problem.line, ())
        named = (scalar.line for scalar in scalars if _names(problem.message, scalar.value))
        return InputError(problem.source, problem.message, next(named, problem.line))

    return Problems(map(exact, problems.problems))


def _blocks(node: Node) -> Iterator[tuple[int, Node]]:
    """Go through what is written over several lines, with the line of its key or of its dash."""
    if isinstance(node, Mapping):
        children = [(pair.key.line, pair.value) for pair in node.pairs.values()]
    else:
        children = [(item.line, item) for item in node.items] if isinstance(node, Sequence) else []
    for line, child in children:
        if isinstance(child, Mapping) and not child.flow:
            yield line, child
        yield from _blocks(child)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for pair in node.pairs.values():
            yield from _scalars(pair.value)


def _names(message: str, value: str) -> bool:
    blame = message.partition("; ")[0]
    return f'"{value}"' in blame or blame.startswith(f"{value} is ")
