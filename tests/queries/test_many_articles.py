"""What many articles say alike: each has its lines, and none multiplies those of the others.

Oxigraph finds a triple once in each graph that has it. Where a query joined such triples before it makes one of them,
its work would grow with a power of the articles, and these tests would not come to their end.
"""

import pytest

from gdec.query.checks import load_checks
from gdec.query.saved import list_saved

COPIES = 40
SAVED = {query.name: query for query in list_saved()}
CHECKS = {check.name: check for check in load_checks()}
# By being copied, what one article speaks of comes into several, and so do more things than the registry has.
OF_SEVERAL = {"in-both-articles", "in-several-articles-not-in-registry", "mention-not-in-registry"}
COPIED = {"mention-without-statement"}


@pytest.fixture(scope="module")
def many(copied):
    return copied(COPIES)


def multiplied(rows):
    """Give the rows that copies of the articles must have: one for each copy where an article is named."""
    for row in rows:
        articles = [cell for cell in row if cell.startswith("article:")]
        for number in range(COPIES if articles else 1):
            yield tuple(f"{cell}-{number}" if cell in articles else cell for cell in row)


@pytest.mark.parametrize("name", sorted(SAVED.keys() - OF_SEVERAL))
def test_each_copy_of_an_article_has_the_lines_of_the_article(name, many, shipped, rows_of):
    right = sorted(multiplied(rows_of(shipped, SAVED[name])))
    assert sorted(rows_of(many, SAVED[name])) == right


@pytest.mark.parametrize("name", sorted(CHECKS.keys() - OF_SEVERAL - COPIED))
def test_a_check_finds_no_more_in_copies(name, many, shipped, rows_of):
    right = sorted(multiplied(rows_of(shipped, CHECKS[name])))
    assert sorted(rows_of(many, CHECKS[name])) == right
