"""Pages of documentation as what a reader does: write the files that they show, run their commands, see the output.

A fenced block with a title is a file of that name. In a block of `console`, a line that begins with `$ ` is a command
(a `\\` at its end leads on to the next line), and what follows is all that it prints, on standard output and error; a
line `…` stands for any number of lines. After a change of the tool, `UPDATE_PAGES=1 python -m pytest tests/docs`
writes the new output into the pages, for a person to read before it is committed.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
BUG = 70
IS_UPDATE = "UPDATE_PAGES" in os.environ

_BLOCK = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)")


@dataclass(frozen=True)
class Example:
    """A command, what the page says that it prints, and where in the page that stands."""

    command: str
    output: str
    span: tuple[int, int]

    def is_met_by(self, output):
        pattern = "".join("(?:.*\n)*?" if line == "…\n" else re.escape(line) for line in lines(self.output))
        return re.fullmatch(pattern, output) is not None


def files(text):
    """Give the files that a page shows, by name."""
    return {block["file"]: block["body"] for block in _BLOCK.finditer(text) if block["file"]}


def steps(text):
    """Give what a reader does, in order: files to write as (name, text), and examples."""
    for block in _BLOCK.finditer(text):
        if block["file"]:
            yield block["file"], block["body"]
        elif block["kind"] == "console":
            start = block.start("body")
            examples = list(_EXAMPLE.finditer(block["body"]))
            assert "".join(found[0] for found in examples) == block["body"], "a console block begins with a command"
            for found in examples:
                yield Example(found["command"], found["output"], (start + found.start("output"), start + found.end()))


def follow(path, folder, programs):
    """Do in a folder what a page says, and compare what comes out."""
    text, exit_code, new = path.read_text("utf-8"), 0, []
    for step in steps(text):
        if not isinstance(step, Example):
            name, body = step
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(body, "utf-8")
            continue
        exit_code, output = run(step.command, folder, programs, exit_code)
        assert exit_code != BUG, output
        if IS_UPDATE and not step.is_met_by(output):
            new.append((step.span, output))
        elif not step.is_met_by(output):
            place = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, step.span[0])}"
            assert lines(output) == lines(step.output), f"{place}: $ {step.command}"
    for (start, end), output in reversed(new):
        text = text[:start] + output + text[end:]
    if new:
        path.write_text(text, "utf-8")


def run(command, folder, programs, last):
    """Run a command in bash and give its exit code and all that it printed; `last` is the one before's, for `$?`.

    The ends of lines are those of a page, in CSV too.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "GDEC"))}
    environment |= {
        "PATH": f"{programs}{os.pathsep}{environment['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", f"(exit {last})\n{command}"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode().replace("\r\n", "\n")


def shim(folder):
    """Make the command `gdec` of this checkout in a folder for programs."""
    program = folder / "gdec"
    program.write_text(f"#!{sys.executable}\nfrom gdec.cli import main\nmain()\n")
    program.chmod(0o755)
    return folder


def lines(text):
    """Cut at line feeds and nowhere else."""
    return re.findall(r".*\n|.+$", text)
