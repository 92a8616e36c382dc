"""The only package that writes into `curriculum/`."""

from generator.edit.schemas import write_schemas

__all__ = ["write_schemas"]
