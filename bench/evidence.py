"""How fast evidence is verified in memory, exact and moved.

python bench/evidence.py
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

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


def verified(name: str, copies: list[ArticleText], quotes: list[list[Quote]]) -> dict[str, Any]:
    """Verify all quotes; give how many were done in a second, and what they were."""
    begun = time.perf_counter()
    told = [verify(of_one, copy) for copy, of_one in zip(copies, quotes, strict=True)]
    seconds = time.perf_counter() - begun
    states = Counter(each.state.value for of_one in told for each in of_one)
    (state, _), *_ = states.most_common(1)
    return {"name": name, "state": state, "evidences_a_second": round(states.total() / seconds), "states": dict(states)}


def measure(rounds: int = 5) -> list[dict[str, Any]]:
    """Measure exact evidence, moved paragraphs, and every way of typing a copy otherwise: the median of the rounds.

    Returns:
        A row for each: `name`, `state` (the commonest), `evidences_a_second`, and how many there are of all `states`.
    """
    dice = random.Random(5)
    made = [article(dice) for _ in range(ARTICLES)]
    quotes = [of_one for _, of_one in made]
    typings = {name: typed for name, typed in TYPINGS.items() if name != "as it was"}
    texts = {"unaltered": [text for text, _ in made], "first line added": [f"More\n{text}" for text, _ in made]}
    texts |= {name: ["More\n" + typed(text) for text, _ in made] for name, typed in typings.items()}
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in texts}
    for _ in range(rounds):
        for name, each in texts.items():
            runs[name].append(verified(name, [ArticleText(text) for text in each], quotes))
    return [sorted(of_one, key=lambda row: row["evidences_a_second"])[rounds // 2] for of_one in runs.values()]


def main() -> None:
    """Measure and print."""
    for row in measure():
        goal = GOALS[State(row["state"])]
        rate, state = row["evidences_a_second"], row["state"]
        print(f"{row['name']:18} {rate:>10,} a second  (goal {goal:,} {state})  {row['states']}")


if __name__ == "__main__":
    main()
