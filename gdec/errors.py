"""What can go wrong, each with the exit code that the command line ends with."""

from __future__ import annotations

from collections.abc import Iterable


class GdecError(Exception):
    """Work that could not start: wrong usage, malformed input, bad shapes or a bad query (exit 2).

    The message says what is wrong, where (`file:line:`) and what to do about it.
    """

    exit_code = 2


class InputError(GdecError):
    """An input file that cannot be used, told at its line.

    Args:
        source: the file's name as the user gave it, or `-` for standard input.
        message: what is wrong and what to do.
        line: the line counted from 1; 0 where no line can be named.
    """

    def __init__(self, source: str, message: str, line: int = 0) -> None:
        self.source, self.message, self.line = source, message, line
        where = f"{source}:{line}" if line else source
        super().__init__(f"{where}: {message}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int]]:
        return type(self), (self.source, self.message, self.line)


class Problems(GdecError):  # noqa: N818
    """All that is wrong with one input or with several, told together; the message has a line for each problem."""

    def __init__(self, problems: Iterable[InputError]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.source, problem.line))
        super().__init__("\n".join(" ".join(str(problem).splitlines()) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Problems], tuple[list[InputError]]]:
        return type(self), (self.problems,)


class RemoteError(GdecError):
    """Another machine failed: an HTTP error, a time-out, an answer that is no answer (exit 3)."""

    exit_code = 3


class TookTooLong(GdecError):  # noqa: N818
    """Work that was ended because its time was over (exit 3)."""

    exit_code = 3


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the hint `; did you mean "…"?` for a misspelt word, or nothing where none is near.

    >>> nearest("speker", ["speaker", "guest-of-honour"])
    '; did you mean "speaker"?'
    """
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""
