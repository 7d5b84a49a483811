"""Templates compiled so that showing what is HTML already costs next to nothing: most of what pages show is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.compiler import Frame
    from jinja2.nodes import Expr

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


def _shown(value: object) -> str:
    """Give a value as HTML, escaped where it is none."""
    if isinstance(value, Markup):
        return value
    return value if type(value) is str and not _holds_special(value) else escape(value)
