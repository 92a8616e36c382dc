"""The only package that writes into `curriculum/`."""

from generator.edit.release import release_file, release_text, write_release
from generator.edit.schemas import write_schemas

__all__ = ["release_file", "release_text", "write_release", "write_schemas"]
