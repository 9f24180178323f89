"""The kinds of prompts there are: a new kind is one file here and one line below."""

from collections.abc import Mapping

from lessons.prompt_kinds.kind import PromptKind
from lessons.prompt_kinds.plan import PLAN
from lessons.prompt_kinds.reflect import REFLECT

KINDS: Mapping[str, PromptKind] = {kind.name: kind for kind in (REFLECT, PLAN)}
