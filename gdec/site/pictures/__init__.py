"""The site's pictures: SVG made without a browser, each with a title, a description and the same as a table.

A picture is laid out in a width: what fits a wide screen and what fits a phone are two layouts of the same data.
Labels are measured, broken into lines and shortened, so that none lies on another. Colours are classes with a plain
colour beside them: the site's stylesheet gives them the reader's theme, and without it the picture is dark on white.
"""
