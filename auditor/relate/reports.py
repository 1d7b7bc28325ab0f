"""The yearly reports of a site side by side; this module alone knows of which unit and of which level one is."""

from collections.abc import Mapping

from auditor.model import Level, PageKind, PageView, Reason, Record, Report, SiteView, Vocabulary
from auditor.relate.applications import applications, counted, numbers
from auditor.relate.pages import Pages
from auditor.text import hans
from auditor.text import reports as titles

COUNTS = ("normative", "permits", "penalties", "coercion", "fees")  # keys of the list `report_table`
PLACES = "省市县区州旗盟"
LEVELS = "省市县区"  # what a unit is called from inside: 县财政局
NO_LEVEL = ("市场", "市政", "市容")


def reports(by_key: Pages, places: Mapping[str, PageView], vocabulary: Vocabulary) -> dict[str, Report]:
    """Return every report that could be read, by the key of its page."""
    return {
        key: _report(record, places[key], vocabulary)
        for key, record in by_key.of(PageKind.ANNUAL_REPORT)
        if record.outcome is Reason.OK
    }


def _report(record: Record, place: PageView, vocabulary: Vocabulary) -> Report:
    table = applications(record.tables, vocabulary)
    counts = {name: counted(record.tables, vocabulary.words("report_table", name)) for name in COUNTS}
    return Report(
        record.url,
        record.title,
        titles.year(record.title),
        titles.unit(record.title) or hans.fold(place.unit),
        record.value("published_date") or place.listed or "",
        numbers(table.carried_in) if table else (),
        numbers(table.carried_out) if table else (),
        counts,
        frozenset(record.body.sketch),
        record.digest,
        record.fetched_at,
    )


def reporting(unit: str, view: SiteView, vocabulary: Vocabulary) -> str:
    """Return which sort of unit reports, a key of the list `report_units`; one that is not named is the site itself.

    "other" where it cannot be told, "none" where the unit is no organ of government, "foreign" where it belongs to
    another place than the site.
    """
    if not unit:
        return str(view.site.level or "other") if view.own_host else "other"
    if any(word in unit for word in vocabulary.words("organs", "not_government")):
        return "none"
    if _foreign(unit, view):
        return "foreign"
    ends = [
        (len(word), name)
        for name, words in vocabulary.table("report_units").items()
        for word in words
        if unit.endswith(word)
    ]
    found = max(ends, default=(0, "other"))[1]
    if found == Level.CITY and view.site.level not in (Level.CITY, Level.PROVINCE):
        return "county" if view.site.level is Level.COUNTY else "other"  # 县级市
    return found


def bare(unit: str, view: SiteView) -> str:
    """Return the folded name of a unit without its place and level: 县财政局 and 郯城县财政局 both become 财政局."""
    name = hans.fold(unit)
    for region in sorted(regions(view), key=len, reverse=True):
        name = name.removeprefix(region)
    inside = name.startswith(tuple(LEVELS)) and not name.startswith(NO_LEVEL)
    return (name[1:] if inside else name).removesuffix("办事处").removesuffix("人民政府") or name


def regions(view: SiteView) -> set[str]:
    """Return the places that the site's own organs are called after (郯城县)."""
    names = {hans.fold(organ.name) for organ in view.organs} | {hans.fold(view.site.name)}
    return {name[: place + 1] for name in names if (place := _end_of_place(name)) > 0}


def _end_of_place(name: str) -> int:
    """Return where the place at the head of a name ends: 2 for 郯城县人民政府, -1 where it begins with none."""
    governs = name.find("人民政府")
    head = name[:governs] if governs > 0 else name[:6]
    return max(head.rfind(mark) for mark in PLACES) if governs > 0 else _first_of(head, PLACES)


def _first_of(head: str, marks: str) -> int:
    return min((at for mark in marks if (at := head.find(mark)) > 1), default=-1)


def _foreign(unit: str, view: SiteView) -> bool:
    """Tell whether a unit is called after a place other than the site's own, none above or below it."""
    own = regions(view)
    end = _first_of(unit[:7], PLACES.replace("区", ""))  # 开发区 is no place
    place = unit[: end + 1]
    if (
        not own
        or end < 0
        or unit.startswith(tuple(LEVELS))
        or any(region.startswith(place) or place.startswith(region) for region in own)
    ):
        return False
    if any(region in unit for region in own):
        return False  # 临沂市郯城县财政局
    return view.site.level in (Level.COUNTY, Level.TOWNSHIP, Level.DEPARTMENT) or place.endswith("省")
