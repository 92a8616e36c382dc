"""The only package that writes into `curriculum/`."""

from generator.edit.change import Change, carry_out, checked_after
from generator.edit.formatting import Formatting, formatting, yaml_files
from generator.edit.nodes import DisagreementError
from generator.edit.refusal import RefusedError
from generator.edit.release import release_file, release_text, write_release
from generator.edit.rename import Renaming, renamed, understood
from generator.edit.schemas import write_schemas

__all__ = [
    "Change",
    "DisagreementError",
    "Formatting",
    "RefusedError",
    "Renaming",
    "carry_out",
    "checked_after",
    "formatting",
    "release_file",
    "release_text",
    "renamed",
    "understood",
    "write_release",
    "write_schemas",
    "yaml_files",
]
