"""Map the flat records with morph-kgc. python map_morph_kgc.py RECORDS OUTPUT PROCESSES."""

import subprocess
import sys
from pathlib import Path

records, output, processes = sys.argv[1:]
template = (Path(__file__).parent / "flat.rml.ttl").read_text("utf-8")
folder = Path(output).parent
mapping, settings = folder / "flat.rml.ttl", folder / f"morph-kgc-{processes}.ini"
mapping.write_text(template, "utf-8")
settings.write_text(
    f"[CONFIGURATION]\noutput_file={output}\noutput_format=N-TRIPLES\nnumber_of_processes={processes}\n"
    f"logging_level=WARNING\n[flat]\nmappings={mapping}\nfile_path={records}\n",
    "utf-8",
)
sys.exit(subprocess.run([sys.executable, "-I", "-m", "morph_kgc", str(settings)], check=False).returncode)
