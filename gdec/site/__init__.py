"""The site: the store as pages that need no server, each with its data beside it.

Data flow: `publish` opens a store and makes a `Site`; each part of the site gives its `File`s; the writer lays them
into a new folder beside the old one and swaps the two when all of it is there.
"""
