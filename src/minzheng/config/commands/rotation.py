"""``minzheng keys rotate`` and ``reencrypt``."""

import getpass
from typing import Annotated

import typer

from minzheng.base.errors import InvalidValue
from minzheng.config.commands.screen import console
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole
from minzheng.kernel.protection.cryptography.envelope import Algorithm
from minzheng.kernel.protection.cryptography.keyring import KINDS, Use

_REKEYING = "minzheng.config.rekeying"
_KINDS = KINDS[Use.ENCRYPT]
_ALGORITHMS = tuple(algorithm.title for algorithm in Algorithm)


def rotate(
    kinds: Annotated[
        list[str] | None, typer.Argument(metavar="种类", help="不写则全部: " + "、".join(_KINDS))
    ] = None,
    algorithm: Annotated[
        str, typer.Option("--algorithm", help=" 或 ".join(_ALGORITHMS))
    ] = Algorithm.SM4_GCM.title,
) -> None:
    """启用新的加密密钥; 旧密文仍可读, 用 minzheng keys reencrypt 逐步换新。"""
    chosen = kinds or list(_KINDS)
    if unknown := sorted(set(chosen) - set(_KINDS)):
        raise InvalidValue(f"没有{'、'.join(unknown)}这种密钥; 可选: {'、'.join(_KINDS)}。")
    if algorithm not in _ALGORITHMS:
        raise InvalidValue(f"算法应为{'或'.join(_ALGORITHMS)}。")
    arguments = {"kinds": chosen, "algorithm": algorithm, "actor": _operator()}
    run_as(DatabaseRole.WORKER, f"{_REKEYING}:rotate", **arguments)
    console.print(f"已启用{len(chosen)}把新密钥。请用 minzheng keys seal 另存。")


def reencrypt() -> None:
    """用新密钥逐步重新加密已有内容; 可随时中断后再运行。"""
    run_as(DatabaseRole.WORKER, f"{_REKEYING}:re_encrypt_all", actor=_operator(), tell=_tell)
    console.print("全部密文都使用当前密钥。")


def _tell(column: str, number: int) -> None:
    console.print(f"{column}: {number}条", markup=False)


def _operator() -> str:
    return f"{getpass.getuser()}（命令行）"
