"""A site of the shipped data as it goes on: a day corrected, an article taken out, a person forgotten."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from gdec.build import build
from gdec.forgetting.forget import Request, forget
from gdec.project import find_project
from gdec.site.frame.log import read_log
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish

BY_RULE = "is: 2024-07-29, kind: inferred, rule: year-from-publication, rests_on: [article.published],"
DATA = Path(__file__).parents[2] / "data"
SETTINGS = Settings("https://example.org/data/", title="Two articles")
ARTICLE, OTHER = "china-org-cn-2024-08-01", "tdi-2023-07-04"
FORGOTTEN = "Guo Jinhai"


@dataclass
class Story:
    """A project, its store and its site, and copies of the site by what was done before each."""

    folder: Path

    @property
    def site(self):
        return self.folder / "site"

    @property
    def facts(self):
        return self.folder / f"data/articles/{ARTICLE}.yaml"

    def project(self):
        return find_project(self.folder / "data")

    def build(self):
        return build(self.project(), self.folder / "store", prune=True).version

    def publish(self, **how):
        return publish(self.folder / "store", self.site, SETTINGS, **how)

    def change(self, old, new):
        text = self.facts.read_text(encoding="utf-8")
        assert old in text
        self.facts.write_text(text.replace(old, new), encoding="utf-8")
        self.build()

    def take_out(self, article=OTHER):
        (self.folder / f"data/articles/{article}.yaml").unlink()
        self.build()

    def put_back(self, article=OTHER):
        shutil.copy(DATA / f"articles/{article}.yaml", self.folder / "data/articles")
        self.build()

    def forget(self, who=FORGOTTEN):
        return forget(self.project(), self.folder / "store", Request(who, reason="a request by letter")).person

    def keep(self, name):
        shutil.copytree(self.site, self.folder / name)

    def __getitem__(self, name):
        return self.folder / name

    def log(self, name="site"):
        return read_log(self.folder / name)


def begun(folder):
    """Give the story at its beginning: built and not yet published."""
    shutil.copytree(DATA, folder / "data")
    story = Story(folder)
    story.build()
    return story


def told(folder):
    """Give the whole story, with a copy of the site at each step."""
    story = begun(folder)
    steps = {
        "first": lambda: None,
        "corrected": lambda: story.change(BY_RULE, "is: 2024-07-30,"),
        "without": story.take_out,
        "forgotten": lambda: setattr(story, "person", story.forget()),
    }
    for name, step in steps.items():
        step()
        story.publish()
        story.keep(name)
    return story
