"""The content-security policy of a built site, as the files by which static hosts send it.

The theme has a few scripts inside its pages; the policy admits these by their hashes and nothing
else that is inline. Reads the site's HTML, whatever engine built it, and
writes nothing but these files beside it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path

SCRIPT_TYPES = frozenset({"", "text/javascript", "module"})
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_TYPE = re.compile(r"""\btype=["']?([^"'\s>]*)""")
POLICY = (
    "default-src 'none'",
    "script-src 'self'{hashes}",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
NGINX_MODULES = "location ~ \\.mjs$ { types { } default_type text/javascript; }\n"
"""nginx knows no `.mjs`, and no browser runs a module that comes without its type."""

OTHERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def script_hashes(pages: Iterable[str]) -> tuple[str, ...]:
    """The CSP sources of all inline scripts, sorted.

    >>> script_hashes(["<script>let a</script><script src=b.js></script>"])
    ("'sha256-IfEXP/8HLuXoAiy0hZVrCAcjcLsZqYFpLOHDGj8enqE='",)
    """
    hashes = set()
    for page in pages:
        for attributes, script in _SCRIPT.findall(page):
            kind = _TYPE.search(attributes)
            if " src=" not in attributes and (not kind or kind[1] in SCRIPT_TYPES):
                digest = hashlib.sha256(script.encode()).digest()
                hashes.add(f"'sha256-{b64encode(digest).decode()}'")
    return tuple(sorted(hashes))


def headers(site: Path) -> dict[str, str]:
    """The headers with which every file of the built site should be served."""
    pages = (path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))
    hashes = "".join(f" {source}" for source in script_hashes(pages))
    policy = "; ".join(POLICY).replace("{hashes}", hashes)
    return {"Content-Security-Policy": policy, **OTHERS}


def header_files(values: Mapping[str, str]) -> dict[str, str]:
    """File name -> text: `_headers` for Netlify and Cloudflare Pages, the others to be included."""
    return {
        "_headers": "/*\n" + "".join(f"  {key}: {value}\n" for key, value in values.items()),
        "headers/apache.conf": "AddType text/javascript .mjs\n"
        + "".join(f'Header always set {key} "{value}"\n' for key, value in values.items()),
        "headers/caddy.conf": "".join(f'header {key} "{value}"\n' for key, value in values.items()),
        "headers/nginx.conf": "".join(
            f'add_header {key} "{value}" always;\n' for key, value in values.items()
        )
        + NGINX_MODULES,
    }


def write_headers(site: Path) -> tuple[Path, ...]:
    """Write the files into the built site, and tell which."""
    written = []
    for name, text in header_files(headers(site)).items():
        path = site / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return tuple(written)
