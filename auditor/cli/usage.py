"""Help and usage errors in Chinese; this module alone knows the English that typer would print."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_HELP = (
    (r"^Usage: ", "用法: "),
    (r"^Options:$", "选项:"),
    (r"^Arguments:$", "参数:"),
    (r"^Commands:$", "命令:"),
    (r"Show this message and exit\.", "显示本说明后退出"),
    (r"\[default: ", "[默认: "),
    (r"\[required\]", "[必填]"),
)
_ERRORS = (
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1,是否想写 \2?"),
    (r"No such option: (\S+)", r"没有选项 \1"),
    (r"No such command '(.*?)'\.?(?: Did you mean (.*))?", r"没有命令 \1"),
    (r"Missing command\.", "缺少命令"),
    (r"Missing (?:argument|option|parameter) '(.+?)'\..*", r"缺少 \1"),
    (r"Option '(.+)' requires an argument\.", r"选项 \1 后缺少值"),
    (r"Option '(.+)' does not take a value\.", r"选项 \1 不带值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"多余的参数: \1"),
    (r"Invalid value for (.+?): Input should be a valid (?:number|integer).*", r"\1 应为数字"),
    (r"Invalid value for (.+?): Input should be less than or equal to (.*)", r"\1 应不大于 \2"),
    (r"Invalid value for (.+?): Input should be greater than or equal to (.*)", r"\1 应不小于 \2"),
    (r"Invalid value for (.+?): (?:Value error, )?(.*) is not one of (.+)\.", r"\1 不能是 \2,可写: \3"),
    (r"Invalid value for (.+?): (.*)", r"\1 的值不对: \2"),
)


class ChineseCommand(TyperCommand):
    """A command whose help has Chinese headings."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the type is private to typer
        """Return the help text."""
        return _translate(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help has Chinese headings."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the type is private to typer
        """Return the help text."""
        return _translate(super().get_help(ctx))


def complaint(error: typer.TyperException) -> str:
    """Return what is wrong with the call in one Chinese line; the help itself where nothing was asked for."""
    said = error.format_message()
    if said.startswith("用法"):
        return said
    context = getattr(error, "ctx", None)
    told = " ".join(_first(said).split())
    return f"{told}(用法见 {context.command_path if context else 'auditor'} --help)"


def _first(said: str) -> str:
    for pattern, chinese in _ERRORS:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return found.expand(chinese).replace("'", "").replace(", --", " 或 --")
    return said


def _translate(text: str) -> str:
    for pattern, chinese in _HELP:
        text = re.sub(pattern, chinese, text, flags=re.MULTILINE)
    return text
