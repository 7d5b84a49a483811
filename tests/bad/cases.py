"""What a case of the corpus is: files and a call, and how the call must end."""

from dataclasses import dataclass, field

FACTS = "data/articles/porto.yaml"


@dataclass(frozen=True)
class Case:
    """One bad (or odd) call.

    Attributes:
        name: what is bad about it.
        call: the arguments; `{store}` stands for the good store's folder and `{address}` for one nobody may ask.
        says: a pattern that is found in what the call says, on either stream.
        files: files to write before, by path; `{address}` is filled in. They stand in a copy of the good project.
        mend: the words of `FACTS` that are changed, and what they become; what is said must name the file and, unless
            `line` says otherwise, the line of the change.
        line: the line of `FACTS` that is named; 0 for that of the change, -1 for none.
        code: the exit code.
        stdin: what comes by standard input.
        writes: patterns of the files that may have appeared or changed.
    """

    name: str
    call: str
    says: str
    files: dict[str, str | bytes] = field(default_factory=dict)
    mend: tuple[str, str] | None = None
    line: int = 0
    code: int = 2
    stdin: bytes = b""
    writes: tuple[str, ...] = ()


def facts(name, before, after, says, *, line=0, call=f"map {FACTS}"):
    """Give a case of a facts file with one change."""
    return Case(name, call, says, mend=(before, after), line=line)


def whole(name, content, says, *, call=f"map {FACTS}"):
    """Give a case of a facts file that is something else altogether."""
    return Case(name, call, says, files={FACTS: content})


def rdf(name, file, content, says, *, code=2):
    """Give a case of an RDF file that is to be validated."""
    return Case(name, f"validate {file}", says, files={file: content}, code=code)


def query(name, sparql, says, *, arguments="--store {store}", code=2):
    """Give a case of a query in a file."""
    return Case(name, f"query bad.rq {arguments}", says, files={"bad.rq": sparql}, code=code)


def call(name, arguments, says, **how):
    """Give a case of a call whose arguments or surroundings are bad."""
    return Case(name, arguments, says, **how)
