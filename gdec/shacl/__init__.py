"""SHACL on Oxigraph: shapes are compiled to SPARQL that selects what fails them; see `gdec.shacl.engine`."""
