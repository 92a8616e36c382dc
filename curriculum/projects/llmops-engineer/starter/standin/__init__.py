"""A stand-in for a chat-completions and embeddings API: deterministic, offline, standard library.

It is a wind tunnel, not the sky: see README.md beside this file for what it does and what it cannot.
"""

from standin.behaviour import Behaviour
from standin.server import StandIn

__all__ = ["Behaviour", "StandIn"]
