"""Bad calls: wrong verbs, options, files; and what is odd but good."""

from cases import FACTS, Case, call

# fmt: off

WANG = """format: 1
article: {id: lhasa-2031, published: {is: 2031-05-03, words: x, at: [1, 0, 1], sha256: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881}}
people:
  KEY:
    name: {is: "NAME", words: x, at: [1, 0, 1], sha256: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881}
"""


def named(key, name):
    """Give a facts file of a person."""
    return WANG.replace("KEY", key).replace("NAME", name)


CASES = [
    call("an unknown verb", "biuld", r'there is no command "biuld"; did you mean "build"\?'),
    call("an unknown option", "build --stroe x", r"--stroe.*--store"),
    call("an option without a value", "build --store", r"requires an argument"),
    call("a verb without its argument", "map", r"Missing argument"),
    call("a project that is missing", "build nowhere", r"'nowhere' does not exist"),
    call("a project that is a file", "build porto.txt", r"'porto.txt' is a file"),
    call("a facts file that is missing", "map nowhere.yaml", r"'nowhere.yaml' does not exist"),
    call("map to a folder", f"map {FACTS} -o data", r"data: is a folder; name a file in it"),
    call("map to a missing folder", f"map {FACTS} -o no/x.nq", r"there is no folder no; make it first"),
    call("map to a file in a file", f"map {FACTS} -o porto.txt/x.nq", r"porto\.txt"),
    call("map to a name that is too long", f"map {FACTS} -o {'x' * 300}", r"cannot be written: File name too long|too long"),
    call("an export without a format", "export --store {store}", r"name a format with -f"),
    call("an export with an unknown format", "export -f turtel --store {store}", r"'turtel' is not one of"),
    call("an export with an unknown suffix", "export -o x.tttl --store {store}", r'the suffix "\.tttl" belongs to no format of RDF; did you mean'),
    call("an export of no store", "export -f nt", r"no store at \.gdec; run gdec build first"),
    call("an export to a missing folder", "export -o no/x.ttl --store {store}", r"there is no folder no"),
    call("an export to a full disk", "export -f nt -o /dev/full --store {store}", r"/dev/full: cannot be written: No space left"),
    call("an unknown check", "check evnt --store {store}", r'there is no check "evnt"'),
    call("a check of no store", "check", r"no store at \.gdec"),
    call("anchor without the article", f"anchor {FACTS}", r"Missing option '--article'"),
    call("anchor in a missing article", f"anchor {FACTS} --article no.txt", r"no\.txt: cannot be read: No such file"),
    call("anchor in a folder", f"anchor {FACTS} --article data", r"data: is a folder; name the files in it, as in data/\*"),
    call("anchor in a binary article", f"anchor {FACTS} --article x.txt", r"x\.txt:1: is not UTF-8", files={"x.txt": b"\xff\xfe\x00"}),
    call("anchor in an empty article", f"anchor {FACTS} --article x.txt", r"x\.txt|porto\.yaml:\d+: ", files={"x.txt": ""}),
    call("anchor in another article", f"anchor {FACTS} --article x.txt", r"porto\.yaml:\d+: ", files={"x.txt": "Something else altogether.\n"}),
    Case("anchor words that stand twice", f"anchor {FACTS} --article porto.txt", r"porto\.yaml:\d+: .*(several|places|twice|times)", mend=("words: Port Week 2031, at: [3, 110, 124], sha256: b37ab00d2bdd5361f93fe44f8c3203da7df9478a6285681c52db85ec7faf87f7", "words: Porto"), line=-1),
    Case("anchor words that are not there", f"anchor {FACTS} --article porto.txt", r"does not stand in the article; the nearest is", mend=("words: Port Week 2031, at: [3, 110, 124], sha256: b37ab00d2bdd5361f93fe44f8c3203da7df9478a6285681c52db85ec7faf87f7", "words: Port Weak 2031")),
    call("coverage of a missing file", "coverage no.yaml --article porto.txt", r"no\.yaml: cannot be read: No such file"),
    call("verify without copies", "verify", r"no copies are given"),
    call("verify in a missing folder", "verify --articles nowhere", r"nowhere"),
    call("verify without the right copy", "verify --articles empty", r"empty: has no copy|empty", files={"empty/readme.md": "x"}),
    call("new of a missing article", "new no.txt", r"no\.txt: cannot be read: No such file"),
    call("new of a binary article", "new x.txt", r"x\.txt:1: is not UTF-8", files={"x.txt": b"\x89PNG\xff"}),
    call("new over a file", f"new porto.txt -o {FACTS}", r"porto\.yaml: is there already, and stays as it is"),
    call("new with an id that is none", "new porto.txt --id ../x", r"must be letters, digits and single hyphens"),
    call("convert to a form that is none", f"convert {FACTS} -f xml", r"'xml' is not one of"),
    call("convert a missing file", "convert no.yaml -f jsonl", r"no\.yaml: cannot be read"),
    call("convert over a file", "convert all.jsonl -f yaml -o data/articles", r"is there already|bad|all\.jsonl", files={"all.jsonl": '{"format": 1, "article": {"id": "porto"}}\n'}),
    call("import of a missing table", "import no.csv --as people -m name=Name", r"no\.csv"),
    call("import of a binary table", "import x.csv --as people -m name=Name", r"x\.csv", files={"x.csv": b"\xff\xfe\x00"}),
    call("migrate a newer file", "migrate new.yaml", r"new\.yaml:1: format 99 was made by a newer gdec", files={"new.yaml": "format: 99\n"}),
    call("an article whose facts do not conform", "build", r"porto\.yaml:\d+|does not conform|must not be later", code=1, writes=(".gdec*",), mend=("    days: {is: 4, words: lasts four days, at: [3, 158, 173], sha256: 3bc1533808bb756ed3be82e76d91e06769f3689a218955885b8bce73be692aa0}\n", "    ends: {is: 2031-04-01, words: lasts four days, at: [3, 158, 173], sha256: 3bc1533808bb756ed3be82e76d91e06769f3689a218955885b8bce73be692aa0}\n"), line=-1),
    # Odd, but good
    call("王强", "map x.yaml", r"王强", files={"x.yaml": named("王强", "王强")}, code=0),
    call("a name from right to left", "map x.yaml", "محمد علي", files={"x.yaml": named("محمد-علي", "محمد علي")}, code=0),
    call("Hebrew with marks", "map x.yaml", "שָׁלוֹם", files={"x.yaml": named("shalom", "שָׁלוֹם")}, code=0),
    call("a name in form NFD", "map x.yaml", "Jose\u0301", files={"x.yaml": named("jose", "Jose\u0301")}, code=0),
    call("a name in form NFC", "map x.yaml", "José", files={"x.yaml": named("josé", "José")}, code=0),
    call("an emoji of several characters", "map x.yaml", "👩‍👩‍👧", files={"x.yaml": named("family", "👩‍👩‍👧")}, code=0),
    call("a name that YAML 1.1 takes for false", "map x.yaml", '"NO"', files={"x.yaml": named("no", "NO")}, code=0),
    call("a name full of signs", "map x.yaml", r"O'Brien", files={"x.yaml": named("obrien", "O'Brien } . <a:b> \\\\")}, code=0),
    call("a byte order mark", "map x.yaml", "Ana", files={"x.yaml": "\ufeff" + named("ana", "Ana")}, code=0),
    call("line ends of Windows", "map x.yaml", "Ana", files={"x.yaml": named("ana", "Ana").replace("\n", "\r\n")}, code=0),
    call("a file named 王强", "map 王强.yaml", "Ana", files={"王强.yaml": named("ana", "Ana")}, code=0),
    call("a query about 王强", "query bad.rq --store {store} -f csv", "王强", files={"bad.rq": 'SELECT ("王强" AS ?x) ("مرحبا" AS ?y) ("e\u0301" AS ?z) {}'}, code=0),
    call("Turtle in every script", "validate x.ttl --allow-idle", r".", files={"x.ttl": '<https://example.org/王强> <https://example.org/é> "مرحبا"@ar, "e\u0301", "é" .'}, code=0),
    call("FROM a graph of the store", "query bad.rq --store {store}", r"Ana Lima", files={"bad.rq": 'SELECT ?o FROM <https://w3id.org/gdec/id/article/porto-2031-05-03#graph> { ?s ?p ?o FILTER(?o = "Ana Lima"@en || ?o = "Ana Lima") }'}, code=0),
    call("the word SERVICE in a text", "query bad.rq --store {store}", r"SERVICE", files={"bad.rq": 'SELECT ("SERVICE <a:b> FROM <a:c>" AS ?x) {} # LOAD <a:b>'}, code=0),
]
# fmt: on
