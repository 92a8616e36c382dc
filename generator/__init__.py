"""Fairway's generator: topics and their prerequisites in YAML become the pages of a site.

Data flows one way, each arrow a function from one frozen value to the next:

    load -> graph -> check -> paths -> pages, export -> build -> sync -> an engine (MkDocs)

`docs/contribute/architecture.md` shows the house; import-linter holds its doors.
"""

__version__ = "0.1.0"
