"""Templates compiled so that showing what is HTML already costs next to nothing: most of what pages show is."""

from __future__ import annotations

import re
from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import CodeType

    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from jinja2.compiler import CodeGenerator, Frame
    from jinja2.nodes import Expr, Getattr
    from jinja2.runtime import Context

Mistake: TypeAlias = "Callable[[Exception, Environment], Exception | None]"
"""Takes an error and the environment in which it was raised."""

_compiled: dict[tuple[str, str], CodeType] = {}
"""Templates that this process, or one that it was forked from, has compiled, by their names and their digests."""

_holds_special = re.compile("[&<>'\"]").search


def quick_environment(mistake: Mistake = lambda *_: None, **settings: Any) -> Environment:
    """Give an environment like any other, but quicker.

    Args:
        mistake: gives what is to be raised in the place of what Jinja raises, or None for that itself.
        settings: as `jinja2.Environment` takes them.
    """
    from jinja2 import Environment

    class Quick(Environment):
        code_generator_class = _generating()
        context_class = _calling()
        shown = staticmethod(_shown)

        def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
            # No template knows more than the others; a dict is gone through many times as fast as a chain of them.
            return super().make_globals(d) if d else self.globals

        def handle_exception(self, source: str | None = None) -> NoReturn:
            try:
                super().handle_exception(source)
            except Exception as error:
                if told := mistake(error, self):
                    raise told from error
                raise

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


def _generating() -> type[CodeGenerator]:
    """Give the class of what makes code of templates: code that looks at the type of a value before all else."""
    from jinja2.compiler import CodeGenerator

    class Generator(CodeGenerator):
        def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
            if _is_quick(frame, finalize):
                self.shown = self.temporary_identifier()
                self.write(f"({self.shown} if type({self.shown} := ")
            else:
                super()._output_child_pre(node, frame, finalize)

        def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
            if _is_quick(frame, finalize):
                self.write(f") is Markup else environment.shown({self.shown}))")
            else:
                super()._output_child_post(node, frame, finalize)

        def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
            # What is no attribute, as an item of a dict, is found as ever.
            one, found = self.temporary_identifier(), self.temporary_identifier()
            self.write(f"({found} if ({found} := getattr(({one} := ")
            self.visit(node.node, frame)
            self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({one}, {node.attr!r}))")

    return Generator


def _calling() -> type[Context]:
    """Give the class of contexts that call macros and methods at once; of other things Jinja sees what they ask for."""
    from jinja2.runtime import Context, Macro

    class Calling(Context):
        def call(self, called: Any, *given: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
            if type(called) is Macro:
                return called(self.eval_ctx, *given, **named)
            if type(called) is MethodType and not hasattr(called, "jinja_pass_arg"):
                return called(*given, **named)
            return super().call(called, *given, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)

    return Calling


def _is_quick(frame: Frame, finalize: Any) -> bool:
    """Tell that what is put out is escaped, and nothing else is done to it."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None)


def _shown(value: object) -> str:
    """Give a value as HTML, escaped where it is none."""
    return value if type(value) is str and not _holds_special(value) else escape(value)
