"""Every bad file and call of the corpus is told clearly, leaves nothing half-written and asks nobody."""

import fnmatch
import re

import call_cases
import facts_cases
import pytest
import query_cases
import rdf_cases
from cases import FACTS
from running import hold, listing

CASES = [*facts_cases.CASES, *rdf_cases.CASES, *query_cases.CASES, *call_cases.CASES]


def filled(content, address):
    return content.replace("{address}", address).encode() if isinstance(content, str) else content


def change(path, before, after):
    """Put other words into a file, once, and give the line where they stand."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) >= 1, before
    head, _, tail = text.partition(before)
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    path.write_text(head + after + tail, encoding="utf-8", newline="")
    return head.count("\n") + before[:same].count("\n") + 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: re.sub(r"[^\w.-]+", "-", case.name)[:60])
def test_bad_input_is_told(case, gdec, good, project, listener):
    for name, content in case.files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(filled(content, listener))
    line = change(project / FACTS, *case.mend) if case.mend else 0
    argv = [part.format(store=good / ".gdec", address=listener) for part in case.call.split()]
    if ".value" in case.files:
        argv.append(case.files[".value"])
    before = listing(project)
    ran = gdec(*argv, cwd=project, stdin=case.stdin)
    hold(ran, codes=(case.code,))
    said = ran.err + ran.out if case.code in (0, 1) else ran.err
    assert re.search(case.says, said, re.DOTALL), ran
    if case.mend and case.line >= 0 and case.code == 2:
        assert f"porto.yaml:{case.line or line}: " in said, ran
    if case.code > 1:
        assert ran.out == "" or case.writes, ran
        assert len(ran.err) < 5000, ran
    after = listing(project)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert {path for path in changed if not any(fnmatch.fnmatch(path, allowed) for allowed in case.writes)} == set()


def test_the_corpus_is_large_and_its_names_differ():
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)
