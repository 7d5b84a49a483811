"""Write a difference as a page that stands by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from gdec.difference.compare import ADDED, Difference
from gdec.difference.tell import name_of, numbers, things

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --gone: #9b1c1c; --come: #14532d; }}
@media (prefers-color-scheme: dark) {{ :root {{ --gone: #fca5a5; --come: #86efac; }} }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }}
ul {{ list-style: none; margin: 0; padding-left: 1rem; }}
li {{ overflow-wrap: anywhere; }}
del {{ color: var(--gone); text-decoration: none; }}
ins {{ color: var(--come); text-decoration: none; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{removed} quads removed, {added} added.</p>
"""


def page(difference: Difference, prefixes: Mapping[str, str], title: str) -> str:
    """Write a difference as HTML.

    Args:
        difference: what to show.
        prefixes: what IRIs are shortened with.
        title: the page's title, as plain text.
    """
    totals = {"removed": f"{len(difference.removed):,}", "added": f"{len(difference.added):,}"}
    parts = [_HEAD.format(title=escape(title), **totals), *_things(difference, prefixes)]
    for owner in sorted({owner for owner, _ in difference.of_records}):
        name = escape(name_of(owner, difference, prefixes))
        parts.append(f"<p>{name}: {numbers(difference, owner)} among its statements and evidence.</p>\n")
    return "".join([*parts, "</main>\n</body>\n</html>\n"])


def _things(difference: Difference, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Give what went and came as HTML, a heading and a list for each thing."""
    for thing, found in things(difference, prefixes):
        yield f"<h2>{escape(thing)}</h2>\n<ul>\n"
        for mark, name, value, kind in found:
            tag, sign = ("ins", "+") if mark == ADDED else ("del", "−")
            how = f" ({escape(kind)})" if kind else ""
            yield f"<li><{tag}>{sign} {escape(name)} <bdi>{escape(value)}</bdi>{how}</{tag}></li>\n"
        yield "</ul>\n"
