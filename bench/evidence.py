"""How fast evidence is verified in memory, exact and moved.

python bench/evidence.py
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests" / "evidence")]

from altered import TYPINGS, WORDS, made_up_article, made_up_quotes  # noqa: E402

from gdec.evidence.text import ArticleText  # noqa: E402
from gdec.evidence.verify import Quote, State, verify  # noqa: E402

ARTICLES = 100
BEGINNINGS = ("ber", "cra", "har", "po", "sho", "ti")
VOCABULARY = WORDS + [one + two for one in BEGINNINGS for two in WORDS if two.isascii() and two.isalpha()]
GOALS = {State.EXACT: 300_000, State.MOVED: 20_000}


def article(dice: random.Random) -> tuple[str, list[Quote]]:
    """Make up an article of about 4,000 characters and 140 quotes."""
    text = "\n".join(made_up_article(dice, VOCABULARY) for _ in range(5))
    return text, sorted(made_up_quotes(dice, text), key=lambda quote: quote.at)


def measure(name: str, copies: list[ArticleText], quotes: list[list[Quote]]) -> None:
    """Verify all quotes and print how many were done in a second, and what they were."""
    begun = time.perf_counter()
    told = [verify(of_one, copy) for copy, of_one in zip(copies, quotes, strict=True)]
    seconds = time.perf_counter() - begun
    states = Counter(each.state for of_one in told for each in of_one)
    (state, _), *_ = states.most_common(1)
    count = sum(states.values())
    print(f"{name:18} {count / seconds:>10,.0f} a second  (goal {GOALS[state]:,} {state.value})  {dict(states)}")


def main() -> None:
    """Measure exact evidence, moved paragraphs, and every way of typing a copy otherwise."""
    dice = random.Random(5)
    made = [article(dice) for _ in range(ARTICLES)]
    quotes = [of_one for _, of_one in made]
    measure("unaltered", [ArticleText(text) for text, _ in made], quotes)
    measure("first line added", [ArticleText(f"More\n{text}") for text, _ in made], quotes)
    for name, typed in TYPINGS.items():
        if name != "as it was":
            measure(name, [ArticleText("More\n" + typed(text)) for text, _ in made], quotes)


if __name__ == "__main__":
    main()
