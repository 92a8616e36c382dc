"""The only package that writes into `curriculum/`."""

from generator.edit.change import Change, carry_out, checked_after, place_after
from generator.edit.formatting import Formatting, formatting, yaml_files
from generator.edit.new import (
    answer_fault,
    given_faults,
    name_faults,
    named_twice,
    new_background,
    new_role,
    new_topic,
    topic_fault,
    topic_place_faults,
)
from generator.edit.nodes import DisagreementError
from generator.edit.references import mentions
from generator.edit.refusal import RefusedError
from generator.edit.release import new_release, release_file, release_text
from generator.edit.rename import Renaming, renamed, understood
from generator.edit.schemas import write_schemas

__all__ = [
    "Change",
    "DisagreementError",
    "Formatting",
    "RefusedError",
    "Renaming",
    "answer_fault",
    "carry_out",
    "checked_after",
    "formatting",
    "given_faults",
    "mentions",
    "name_faults",
    "named_twice",
    "new_background",
    "new_release",
    "new_role",
    "new_topic",
    "place_after",
    "release_file",
    "release_text",
    "renamed",
    "topic_fault",
    "topic_place_faults",
    "understood",
    "write_schemas",
    "yaml_files",
]
