"""A project whose articles change from generation to generation, and a store that must hold one of these, whole."""

import shutil
import threading

from pyoxigraph import RdfFormat, parse
from running import hold

from gdec.store.local import open_current

ARTICLES = ("porto", "faro")
GRAPH = "https://w3id.org/gdec/id/article/{}-2031-05-03#graph"
ONE_AT_A_TIME = threading.Lock()


class Village:
    """A project of two articles that change together, a store, and what each generation of it must hold."""

    def __init__(self, folder, good, gdec, store=None):
        shutil.copytree(good, folder, ignore=shutil.ignore_patterns(".gdec"))
        self.folder, self.gdec, self.store = folder, gdec, store or folder / ".gdec"
        self.text = (folder / "data/articles/porto.yaml").read_text(encoding="utf-8")
        self.graphs = {}

    def write(self, generation):
        """Write the facts of a generation, and note the graphs that they make."""
        for name in ARTICLES:
            path = self.folder / f"data/articles/{name}.yaml"
            text = self.text.replace("id: porto-", f"id: {name}-").replace(
                "{title: deputy mayor", f"{{title: mayor {generation}"
            )
            path.write_text(text, encoding="utf-8")
            with ONE_AT_A_TIME:
                ran = self.gdec("map", str(path), cwd=self.folder)
            hold(ran, codes=(0,))
            self.graphs[generation, name] = set(parse(ran.out.encode(), RdfFormat.N_QUADS))

    def hold(self, *generations):
        """Hold the store to one of some generations, whole; None stands for no store at all. Give which it is."""
        if not (self.store / "current").exists():
            assert None in generations
            return None
        with open_current(self.store) as store:
            for generation in generations:
                if all(
                    set(store.quads(GRAPH.format(name))) == self.graphs.get((generation, name)) for name in ARTICLES
                ):
                    return generation
        raise AssertionError(f"the store holds none of {generations}")
