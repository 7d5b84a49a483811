"""Map the flat records with maplib. python map_maplib.py RECORDS OUTPUT."""

import sys
from pathlib import Path

import maplib
import polars

records, output = sys.argv[1:]
model = maplib.Model()
model.add_template((Path(__file__).parent / "flat.ottr").read_text("utf-8"))
numbers = dict.fromkeys(("paragraph", "start", "end"), polars.Int64)
model.map("https://w3id.org/gdec/ontology#Flat", polars.read_csv(records, schema_overrides=numbers))
model.write(output, format="ntriples")
