"""All of the data in a few files."""

import gzip
import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest
import zstandard
from pyoxigraph import parse
from sites import shipped, site_of

from gdec import terms
from gdec.errors import GdecError
from gdec.export import export
from gdec.following.names import rows
from gdec.rdf.formats import guess
from gdec.rdf.nquads import sorted_quads, sorted_triples
from gdec.site.dumps import dumps
from gdec.site.dumps.updating import counted


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


@pytest.fixture(scope="module")
def files(site):
    return {file.path: bytes(file.data) for file in dumps.files(site)}


def test_each_format_is_there_plain_and_compressed(files):
    names = {f"dump/gdec{suffix}{packing}" for suffix in (".ttl", ".jsonld", ".nq") for packing in dumps.PACKINGS}
    assert names | {"dump/SHA256SUMS.txt", "void.ttl", "dcat.ttl"} == files.keys()
    for suffix in (".ttl", ".jsonld", ".nq"):
        plain = files[f"dump/gdec{suffix}"]
        assert gzip.decompress(files[f"dump/gdec{suffix}.gz"]) == plain
        unpacked = zstandard.ZstdDecompressor().decompressobj().decompress(files[f"dump/gdec{suffix}.zst"])
        assert unpacked == plain
        assert len(plain) > 3 * len(files[f"dump/gdec{suffix}.gz"]) > 3 * len(files[f"dump/gdec{suffix}.zst"])


def test_the_dumps_hold_all_of_the_store(site, files):
    quads = list(parse(files["dump/gdec.nq"], guess("x.nq").rdf))
    held = set(sorted_quads(quads))
    assert set(sorted_quads(site.reader.quads())) <= held
    assert files["dump/gdec.nq"] == export(site.reader, "nq", statements="reified")
    triples = sorted_triples(quad.triple for quad in quads)
    for name in ("gdec.ttl", "gdec.jsonld"):
        assert sorted_triples(quad.triple for quad in parse(files[f"dump/{name}"], guess(name).rdf)) == triples


def test_the_same_store_gives_the_same_bytes(site, files):
    assert {file.path: bytes(file.data) for file in dumps.files(site)} == files
    # RFC 1952: flags without a name, no time.
    assert files["dump/gdec.ttl.gz"][3:8] == bytes(5)


def test_what_is_counted_is_what_the_store_says(site, tmp_path):
    found = counted(site)
    list(dumps.files(kept := replace(site, kept=tmp_path)))
    assert counted(kept) == replace(found, last=counted(kept).last)
    for cls, number in found.classes.items():
        if cls != terms.term("rdf:Statement"):  # that class is added
            assert number == _number(site, f"?s {terms.TYPE} {cls}")
    for pair, number in found.values.items():
        assert number == _number(site, f"?s {pair}")
    assert found.values[f"{terms.KIND} {terms.KINDS['reported']}"] > 0


def _number(site, pattern):
    ((number,),) = rows(site.reader, f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {pattern} }}")
    return int(number.value)


def test_the_digests_are_what_sha256sum_reads(files, tmp_path):
    for path, data in files.items():
        if path.startswith("dump/"):
            (tmp_path / path.removeprefix("dump/")).write_bytes(data)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS.txt"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.count(": OK\n") == 9
    assert hashlib.sha256(files["dump/gdec.nq"]).hexdigest() in files["dump/SHA256SUMS.txt"].decode()


def test_without_zstandard_it_is_said_what_to_install(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(GdecError, match=r"pip install 'gdec\[site\]'"):
        list(dumps.files(site))
