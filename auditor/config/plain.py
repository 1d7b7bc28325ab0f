"""A `Config` as plain JSON values and back, for run.json; this module alone knows how it is recorded."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from auditor.config.options import Config, CrawlOptions
from auditor.errors import ConfigError
from auditor.model import Column, Level, Organ, Role, Site


def to_dict(config: Config) -> dict[str, Any]:
    """Return the configuration as JSON values: dates ISO 8601, paths with forward slashes, tuples as lists."""
    plain = _json(asdict(config))
    return dict(plain)


def from_dict(plain: Mapping[str, Any]) -> Config:
    """Return the configuration that `to_dict` recorded; raises ConfigError where it is not one."""
    try:
        period = plain["period"]
        return Config(
            path=_path(plain["path"]),
            ruleset=str(plain["ruleset"]),
            as_of=_day(plain["as_of"]),
            period=(date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
            out=_path(plain["out"]),
            crawl=CrawlOptions(**{**plain["crawl"], "since": _day(plain["crawl"].get("since"))}),
            mirror=dict(plain["mirror"]),
            mirror_complete=bool(plain["mirror_complete"]),
            sites=tuple(_site(site) for site in plain["sites"]),
            plans=tuple(plain.get("plans", ())),  # runs of earlier versions have none
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"记录的配置不完整或已损坏({type(error).__name__}: {error})") from None


def _json(value: Any) -> Any:  # noqa: ANN401 - any field of the configuration
    if isinstance(value, Mapping):
        return {str(key): _json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return value.as_posix()
    return str(value) if isinstance(value, str) else value


def _path(written: str | None) -> Path | None:
    return Path(written) if written else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _site(plain: Mapping[str, Any]) -> Site:
    return Site(
        **{
            **plain,
            "hosts": tuple(plain["hosts"]),
            "level": Level(plain["level"]) if plain["level"] else None,
            "organs": tuple(_organ(organ) for organ in plain["organs"]),
            "columns": tuple(Column(**{**column, "role": Role(column["role"])}) for column in plain["columns"]),
            "plans": tuple(plain.get("plans", ())),
            "events": tuple((name, date.fromisoformat(day)) for name, day in plain.get("events", ())),
        }
    )


def _organ(plain: Mapping[str, Any]) -> Organ:
    return Organ(**{**plain, "aliases": tuple(plain["aliases"]), "prefixes": tuple(plain["prefixes"])})
