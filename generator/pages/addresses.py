"""Where each page stands, and how one page leads to another."""

from __future__ import annotations

import posixpath

from generator.diagnostics import Code
from generator.memory import remembered

HOME = "index.md"
PLAN = "plan.md"
MAP = "map.md"
COMPARE = "compare.md"
ROLES = "roles/index.md"
TOPICS = "topics/index.md"
DOMAINS = "domains/index.md"
SOURCES = "sources/index.md"
PROJECTS = "projects/index.md"
QUESTIONS = "questions.md"
GLOSSARY = "glossary.md"
CONTRIBUTE = "contribute/index.md"
YAML_REFERENCE = "contribute/yaml.md"
DIAGNOSTICS = "contribute/diagnostics/index.md"
HEALTH = "health.md"
CHANGES = "changes.md"


def topic_path(topic: str) -> str:
    return f"topics/{topic}.md"


def role_path(role: str) -> str:
    return f"roles/{role}.md"


def project_path(role: str) -> str:
    return f"projects/{role}/index.md"


def brief_path(role: str, milestone: str) -> str:
    return f"projects/{role}/{milestone}.md"


def domain_path(domain: str) -> str:
    return f"domains/{domain}.md"


def source_path(source: str) -> str:
    return f"sources/{source}.md"


def diagnostic_path(code: Code) -> str:
    """`Code.address` is where it is served; messages name that."""
    return f"{code.address.removesuffix('/')}.md"


def folder_of(path: str) -> str:
    """The address under which a page is served.

    >>> folder_of("topics/chunking.md"), folder_of("topics/index.md"), folder_of("index.md")
    ('topics/chunking/', 'topics/', '')
    """
    return path.removesuffix("index.md") if path.endswith("index.md") else path[:-3] + "/"


@remembered
def href(here: str, there: str, anchor: str = "") -> str:
    """The address of page `there` from page `here`, for HTML.

    >>> href("topics/chunking.md", "roles/ai-engineer.md"), href("index.md", "topics/index.md")
    ('../../roles/ai-engineer/', 'topics/')
    """
    up, down = folder_of(here).split("/")[:-1], folder_of(there).split("/")[:-1]
    while up and down and up[0] == down[0]:
        del up[0], down[0]
    address = "/".join([".."] * len(up) + down) or "."
    return f"{address}/" + (f"#{anchor}" if anchor else "")


def markdown_link(here: str, there: str) -> str:
    """The file of page `there` from page `here`, for links in Markdown, which the engine checks.

    >>> markdown_link("topics/chunking.md", "roles/ai-engineer.md")
    '../roles/ai-engineer.md'
    """
    return posixpath.relpath(there, posixpath.dirname(here) or ".")
