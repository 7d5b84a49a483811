"""RDF: terms and quads as text, the formats, reading what strangers wrote, writing what people read."""
