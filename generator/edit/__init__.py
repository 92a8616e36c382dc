"""The only package that writes into `curriculum/`."""

from generator.edit.release import write_release
from generator.edit.schemas import write_schemas

__all__ = ["write_release", "write_schemas"]
