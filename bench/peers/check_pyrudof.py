"""Validate with pyrudof. python check_pyrudof.py DATA.nt SHAPES.ttl OUTPUT."""

import json
import sys
import time
from pathlib import Path

import pyrudof

data, shapes, output = sys.argv[1:]
begun = time.perf_counter()
rudof = pyrudof.Rudof(pyrudof.RudofConfig())
rudof.read_data(Path(data), pyrudof.RDFFormat.NTriples)
rudof.read_shacl(Path(shapes), pyrudof.ShaclFormat.Turtle)
ready = time.perf_counter()
report = rudof.validate_shacl()
done = time.perf_counter()
Path(output).write_text(json.dumps({"loading": ready - begun, "step": done - ready, "results": len(report)}))
