"""Modules that are imported when they are used first, and are all the same what they are."""

import difflib
import inspect
import itertools
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec.later import _Difflib, _Inspect, _Platform, postpone

ROOT = Path(__file__).parent.parent


def python(code, *arguments):
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()


@given(st.text(st.sampled_from("ab \t\n"), max_size=12))
def test_a_text_of_an_option_is_cleaned_as_inspect_cleans_it(text):
    assert _Inspect("inspect").cleandoc(text) == inspect.cleandoc(text)


def test_what_is_near_a_word_of_two_letters_is_told_as_by_difflib():
    options = ["-f", "-o", "--store", "--of", "--list", "--all", "--", "-", "-ff", "---"]
    later = _Difflib("difflib")
    for word, size in itertools.product(map("".join, itertools.product("-fox", repeat=2)), range(len(options))):
        for known in itertools.combinations([name for name in options if name != word], size):
            assert later.get_close_matches(word, known) == difflib.get_close_matches(word, known)
    assert later.get_close_matches("--stroe", ["--store", "-s"]) == ["--store"]


def test_the_system_is_named_as_by_platform():
    assert _Platform("platform").system() == platform.system()


def test_modules_that_are_there_stay():
    postpone()
    assert sys.modules["inspect"] is inspect


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("inspect", "inspect.signature(len).parameters"),
        ("difflib", "difflib.SequenceMatcher(None, 'ab', 'b').ratio()"),
        ("ipaddress", "ipaddress.ip_address('127.0.0.1').is_loopback"),
        ("platform", "platform.machine()"),
        ("typing_extensions", "typing_extensions.deprecated('no')"),
    ],
)
def test_a_module_is_imported_when_it_is_used(name, use):
    code = (
        "import sys; from gdec.later import postpone; postpone()\n"
        f"import {name}; before = type({name}) is type(sys)\n"
        f"assert {use}\n"
        f"import {name} as again; print(before, type(again) is type(sys), again is sys.modules['{name}'])\n"
    )
    assert python(code) == ["False", "True", "True"]


def test_a_module_that_is_nowhere_is_missed_as_ever():
    code = (
        "import sys; from gdec.later import _Later; sys.modules['gdec_nowhere'] = _Later('gdec_nowhere')\n"
        "try: from gdec_nowhere import anything\n"
        "except ImportError as error: print(type(error).__name__)\n"
    )
    assert python(code) == ["ModuleNotFoundError"]


def test_a_lookup_imports_none_of_them():
    code = (
        "import os, sys, gdec.__main__\n"
        "def tell(code):\n"
        "    real = type(sys)\n"
        "    names = ('inspect', 'difflib', 'ipaddress', 'platform', 'pickle', 'gdec.query.guard')\n"
        "    print('them:', *(name for name in names if type(sys.modules.get(name)) is real), flush=True)\n"
        "    end(code)\n"
        "end, os._exit = os._exit, tell\n"
        "gdec.__main__.main()\n"
    )
    assert python(code, "query", "-f", "csv", "--show", "who-spoke")[-1] == "them:"
