"""Machine code of a program, called from this process."""

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_void_p
from functools import cache, lru_cache
from hashlib import sha256
from threading import Lock

import llvmlite.binding as llvm

from minzheng.rules.native import code_cache
from minzheng.rules.native.layout import Layout
from minzheng.rules.native.module import module_text
from minzheng.rules.program import Program
from minzheng.rules.sql.nullability import Holes

_EFFORT = 2
"""How far LLVM goes: its usual level, at which small functions become part of their callers."""

_compiling = Lock()


class Machine:
    """A program as a function of a slate.

    The code holds for every set of numbers. ``holes`` names the facts that may be unknown. ``walk``
    takes the slate's address; several threads may call it at a time, each with its own slate.
    """

    def __init__(self, program: Program, holes: Holes) -> None:
        self.program = program
        self.holes = holes
        self.layout = Layout(program)
        self._engine = _loaded(module_text(program, self.layout, holes))
        address = self._engine.get_function_address("walk")
        self.walk: Callable[[int], None] = CFUNCTYPE(None, c_void_p)(address)


@lru_cache(maxsize=32)
def _loaded(text: str) -> llvm.ExecutionEngine:
    with _compiling:
        target = _target()
        digest = sha256(f"{llvm.llvm_version_info}{target.triple}{_processor()}{text}".encode())
        code = code_cache.read(digest.hexdigest())
        if code is None:
            code = _compiled(text, target)
            code_cache.keep(digest.hexdigest(), code)
        engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target)
        engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        engine.finalize_object()
        return engine


def _compiled(text: str, target: llvm.TargetMachine) -> bytes:
    module = llvm.parse_assembly(text)
    module.verify()
    tuning = llvm.create_pipeline_tuning_options(speed_level=_EFFORT)
    passes = llvm.create_pass_builder(target, tuning)
    passes.getModulePassManager().run(module, passes)
    code: bytes = target.emit_object(module)
    return code


@cache
def _processor() -> tuple[str, str]:
    """The processor's name and what it can do."""
    return llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()


def _target() -> llvm.TargetMachine:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    name, features = _processor()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(
        cpu=name, features=features, opt=_EFFORT, reloc="pic", jit=True
    )
