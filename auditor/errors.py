"""Everything that can go wrong for the caller; each class alone knows its exit code.

AuditorError
├── UsageError        2    wrong usage, a file that is not there
├── ConfigError       3    configuration, site list or rules invalid (file:line:column); ConfigListError: all of a file
└── NothingError      4    nothing collected, nothing to compare, no test found
"""

import errno
from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes promised to users and scripts; the same for every format."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    CONFIG = 3
    NOTHING = 4
    UNASSESSABLE = 5
    LIMIT = 6
    INTERNAL = 70
    INTERRUPTED = 130


class AuditorError(Exception):
    """Root of all errors that end a command with one clear line instead of a traceback."""

    exit_code: ExitCode = ExitCode.INTERNAL


class UsageError(AuditorError):
    """The command was called wrongly: an unknown site, a missing file, options that exclude each other."""

    exit_code = ExitCode.USAGE


class NothingError(AuditorError):
    """There was nothing to judge: an empty folder, a page that is not HTML, a rule without a test."""

    exit_code = ExitCode.NOTHING


class ConfigError(AuditorError):
    """A YAML file (configuration, site list, rule, rule set, word list) is invalid.

    Args:
        message: What is wrong and how to mend it, one line, Chinese.
        file: Path as the user gave it.
        line: 1-based line, 0 when the file as a whole is meant.
        column: 1-based column, 0 when the line as a whole is meant.
    """

    exit_code = ExitCode.CONFIG

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: int = 0) -> None:
        place = ":".join(str(part) for part in (file, line, column) if part)
        self.line, self.column = line, column
        super().__init__(f"{place}: {message}" if place else message)


class ConfigListError(ConfigError):
    """All that is wrong in one file, a line each, in the order of the file; of each place what was found first.

    Args:
        found: What was found; at least one.
    """

    def __init__(self, found: Iterable[ConfigError]) -> None:
        first = {(one.line, one.column): one for one in reversed(list(found))}
        self.errors = tuple(first[place] for place in sorted(first))
        Exception.__init__(self, "\n".join(map(str, self.errors)))


_OS_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EEXIST: "已有同名文件",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "超过文件大小的上限",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "名称过长",
    errno.EIO: "磁盘读写错误",
}


def os_reason(error: OSError) -> str:
    """Say in Chinese why the system refused a file; of rare causes only the system's number."""
    return _OS_REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def write_reason(error: OSError) -> str:
    """Say the same of a file that was to be made: where one cannot be, none is missing."""
    return "这里不能新建文件" if error.errno == errno.ENOENT else os_reason(error)
