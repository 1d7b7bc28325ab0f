"""Amounts as people write them; this module alone knows the units of size, time and period."""

import re

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?i?)b?", re.IGNORECASE)
_SIZES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}
_TIME = re.compile(r"(?:PT)?(?=\d)(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?", re.IGNORECASE)
_PERIOD = re.compile(r"P(?=\d)(?:\d{1,3}Y)?(?:\d{1,3}M)?(?:\d{1,3}W)?(?:\d{1,4}D)?", re.ASCII)
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def size(written: str) -> int:
    """Return the bytes of `20MB`, `1.5 GB`, `512KiB`; raises ValueError for anything else."""
    found = _SIZE.fullmatch(written.strip())
    if found is None or found[2].lower() not in _SIZES:
        raise ValueError(written)
    return int(float(found[1]) * _SIZES[found[2].lower()])


def duration(written: str) -> float:
    """Return the seconds of `2h`, `1h30m`, `90s`, `PT2H`; raises ValueError for anything else."""
    found = _TIME.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def period(written: str) -> str:
    """Return an ISO 8601 period of days or longer (`P2W`, `P6M`) as it is; raises ValueError for anything else."""
    if not _PERIOD.fullmatch(written) or not re.search("[1-9]", written):
        raise ValueError(written)
    return written


def window(written: str) -> str:
    """Return a daily time window (`20:00-07:00`) as it is; raises ValueError for anything else and for an empty one."""
    found = _WINDOW.fullmatch(written)
    if found is None or found.group(1, 2) == found.group(3, 4):
        raise ValueError(written)
    return written
