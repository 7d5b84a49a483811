"""Templates compiled so that showing what is HTML already costs next to nothing: most of what pages show is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from types import CodeType

    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.nodes import Expr

_compiled: dict[tuple[str, str], CodeType] = {}
"""Templates that this process, or one that it was forked from, has compiled, by their names and their digests."""

_holds_special = re.compile("[&<>'\"]").search


def quick_environment(**settings: Any) -> Environment:
    """Give an environment like any other, but quicker.

    Args:
        settings: as `jinja2.Environment` takes them.
    """
    from jinja2 import Environment
    from jinja2.compiler import CodeGenerator

    class Generator(CodeGenerator):
        def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
            if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
                self.write("environment.shown(")
            else:
                super()._output_child_pre(node, frame, finalize)

    class Quick(Environment):
        code_generator_class = Generator
        shown = staticmethod(_shown)

    return Quick(**settings)


def kept_code() -> BytecodeCache:
    """Give what keeps compiled templates in memory, for environments that have all settings but their loader alike."""
    from jinja2 import BytecodeCache

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = _compiled.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            if bucket.code:
                _compiled[bucket.key, bucket.checksum] = bucket.code

    return Kept()


def _shown(value: object) -> str:
    """Give a value as HTML, escaped where it is none."""
    if isinstance(value, Markup):
        return value
    return value if type(value) is str and not _holds_special(value) else escape(value)
