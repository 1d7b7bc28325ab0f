"""Where every point went; this module alone knows how a score is explained so that its numbers add up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from auditor.formats._layout import table, wrap
from auditor.formats._words import MODES, say
from auditor.model import Charge, Finding, IndicatorScore, SiteAssessment

_DUST = 0.0005  # what rounding to four decimals may leave of a sum


def exact(points: float) -> str:
    """Write points with two decimals, or with as many of four as it takes to lose nothing."""
    long = f"{points:.4f}"
    return long[:-2] if long.endswith("00") else long.rstrip("0")


def explained(site: SiteAssessment, width: int) -> list[str]:
    """Trace every lost point: the indicator → the rule → the finding → the page; [] where nothing was lost."""
    findings = {one.fingerprint: one for one in site.findings}
    lines = [line for number, leaf in leaves(site.indicators, "") for line in _explained(number, leaf, findings, width)]
    if lines:
        lines += wrap(f"合计失分 {exact(lost_by(site.indicators))}", width)
    return lines


def _explained(number: str, leaf: IndicatorScore, findings: Mapping[str, Finding], width: int) -> Iterator[str]:
    lost = lost_by([leaf])
    if leaf.by_hand and round(lost, 4):
        said = f"{number} {leaf.title}：{_given(leaf)}"
        yield from wrap(said, width, first=f"-{exact(lost)}  ", rest="       ")
    if not leaf.losses:
        return
    yield from wrap(f"{number} {leaf.title}", width, first=f"-{exact(lost_by([leaf]))}  ", rest="       ")
    yield from wrap(limited(leaf), width, first="       ") if limited(leaf) else ()
    charges = {one.rule: charged(one) for one in leaf.charges}
    for rule, losses in groupby(leaf.losses, key=lambda one: one.rule):
        found = list(losses)
        total = sum(one.points for one in found)
        title = next((findings[one.fingerprint].title for one in found if one.fingerprint in findings), "")
        yield from wrap(f"{title or rule}（{rule}）", width, first=f"  -{exact(total)}  ", rest="         ")
        yield from wrap(charges[rule], width, first="         ") if rule in charges else ()
        for one in found:
            finding = findings.get(one.fingerprint)
            less = f"（单独应扣 {exact(one.uncapped)}）" if exact(one.uncapped) != exact(one.points) else ""
            said = f"[{one.fingerprint}]{less} {finding.message if finding else ''}"
            yield from wrap(said, width, first=f"    -{exact(one.points)}  ", rest="           ")
            if finding:
                yield from wrap(finding.subject.url, width, first="           ")


def charged(one: Charge) -> str:
    """Say how what a rule costs an indicator comes about: what a hit costs, how many there are, and what limits it."""
    if one.each is None:
        said = f"按比例扣分：评判 {one.judged} 项，不符合 {one.hits} 项"
    else:
        said = f"每处扣 {exact(one.each)}，共 {one.hits} 处"
    due = one.asked
    if one.each is None or one.hits != 1:
        said += f"，应扣 {exact(due)}"
    if one.cap is not None and due > one.cap:
        due = one.cap
        said += f"，此项最多扣 {exact(due)}"
    if exact(one.points) != exact(due):
        said += f"，因本指标分值所限实扣 {exact(one.points)}"
    if one.merged:
        said += f"；另有 {one.merged} 处与同一网页的其他问题合并，不重复扣"
    return said


def limited(leaf: IndicatorScore) -> str:
    """Say that the hits of an indicator would cost more than it has; nothing where they do not."""
    due = sum(one.asked if one.cap is None else min(one.asked, one.cap) for one in leaf.charges)
    lost = sum(one.points for one in leaf.charges)
    if due - lost < _DUST:
        return ""
    return f"各规则应扣合计 {exact(due)}，本指标只有 {exact(leaf.points or 0.0)} 分，扣完为止，由各处按比例分摊"


def charges_by_rule(site: SiteAssessment) -> Mapping[str, list[str]]:
    """Say for every rule what it costs in which indicator, and what limits it."""
    said: dict[str, list[str]] = {}
    for number, leaf in leaves(site.indicators, ""):
        for one in leaf.charges:
            said.setdefault(one.rule, []).append(f"{number} {leaf.title}：{charged(one)}")
    return said


def limits(site: SiteAssessment) -> list[str]:
    """Say of every indicator that has fewer points than its hits would cost that it has."""
    known = [(number, leaf, limited(leaf)) for number, leaf in leaves(site.indicators, "")]
    return [f"{number} {leaf.title}：{said}" for number, leaf, said in known if said]


def leaves(indicators: Iterable[IndicatorScore], above: str) -> Iterator[tuple[str, IndicatorScore]]:
    """Yield every leaf with its number in the tree (1.2)."""
    for place, one in enumerate(indicators, start=1):
        if one.children:
            yield from leaves(one.children, f"{above}{place}.")
        else:
            yield f"{above}{place}", one


def lost_by(indicators: Iterable[IndicatorScore]) -> float:
    """Add up what the leaves lost; a branch only repeats its leaves, and a bonus loses nothing."""
    return sum(
        lost_by(one.children) if one.children else (one.points or 0) - (one.earned or 0)
        for one in indicators
        if not one.bonus and (one.children or (one.points is not None and one.earned is not None))
    )


def reckoned(site: SiteAssessment, width: int) -> list[str]:
    """Show how the score follows from the losses; [] for a set without points."""
    if site.max_score is None or not site.indicators:
        return []
    return [line for said in _reckoned(site) for line in wrap(said, width, first="- ")]


def _reckoned(site: SiteAssessment) -> Iterator[str]:
    known = [(number, leaf) for number, leaf in leaves(site.indicators, "") if not leaf.bonus]
    for number, leaf in known:
        if leaf.earned is None and leaf.points is not None:
            yield f"不计入：{number} {leaf.title} {exact(leaf.points)}（{_left_out(leaf)}）"
        elif leaf.by_hand:
            yield f"人工评分：{number} {leaf.title} {_given(leaf)}"
    counted, whole = _counted(site)
    yield f"计入的分值 {exact(counted)}，全部指标 {exact(whole)}；不计入的指标退出计算，其余按比例折算到满分"
    if site.score is not None:
        full, lost = exact(site.max_score or 0.0), exact(lost_by(site.indicators))
        yield f"得分 = {full} × （{exact(counted)} － {lost}） ÷ {exact(counted)} = {site.score:.2f}"
    pages = {one.fingerprint: one.subject.url for one in site.findings}
    for veto in site.vetoes:
        if veto.state == "fail":
            yield f"一票否决，不再计分：{veto.rule}"
            yield from (f"[{mark}] {pages.get(mark, '')}" for mark in sorted(veto.fingerprints))
    yield from _bonus(site)
    yield from _risk(site, known)


def _counted(site: SiteAssessment) -> tuple[float, float]:
    """Return the points of the indicators that count, and of all of them."""
    known = [leaf for _, leaf in leaves(site.indicators, "") if not leaf.bonus]
    return sum(one.points or 0.0 for one in known if one.earned is not None), sum(one.points or 0.0 for one in known)


def counted_text(site: SiteAssessment) -> str:
    """Say how much of the tree the score stands on, where it is not all of it."""
    counted, whole = _counted(site)
    if site.score is None or exact(counted) == exact(whole):
        return ""
    return f"{exact(counted)} / {exact(whole)} 分值的指标，其余不适用、未能评判或没有人工评分"


def grade_basis(site: SiteAssessment) -> str:
    """Say beside the grade how few points it stands on, where they are less than half of all."""
    counted, whole = _counted(site)
    if site.score is None or 2 * counted >= whole:
        return ""
    return f"（仅就 {counted:.2f}/{whole:.2f} 分值）"


def _bonus(site: SiteAssessment) -> Iterator[str]:
    if site.bonus is None:
        return
    for number, leaf in leaves(site.indicators, ""):
        if leaf.bonus and leaf.earned is not None:
            by = f"，{_given(leaf)}" if leaf.by_hand else ""
            yield f"加分：{number} {leaf.title} +{exact(leaf.earned)}{by}"
    yield f"加分合计 {bonus_text(site)}"


def bonus_text(site: SiteAssessment) -> str:
    """Say the bonus points, and whether they count."""
    if site.bonus is None:
        return ""
    counts = "另计于得分之外" if site.bonus.open else "得分未超过加分线，不计"
    return f"{exact(site.bonus.earned)} / {exact(site.bonus.points)}（{counts}）"


def _risk(site: SiteAssessment, known: Iterable[tuple[str, IndicatorScore]]) -> Iterator[str]:
    if site.score is None or not site.points_at_risk:
        return
    for number, leaf in known:
        if leaf.at_risk:
            yield f"待核实的如全部确认：{number} {leaf.title} 再失 {exact(leaf.at_risk)}"
    yield risk_text(site)


def risk_text(site: SiteAssessment) -> str:
    """Say what the score would become if all that awaits a person were confirmed."""
    if site.score is None or not site.points_at_risk:
        return ""
    if site.vetoes:
        return f"待核实的否决项若经确认，将一票否决，得分 {site.score:.2f} 将全部失去"
    less = site.score - site.points_at_risk
    return f"待核实的若全部确认，将再失 {site.points_at_risk:.2f} 分，得分由 {site.score:.2f} 变为 {less:.2f}"


def _left_out(leaf: IndicatorScore) -> str:
    if leaf.by_hand:
        return f"人工认定不适用，{_given(leaf)}"
    return "没有人工评分" if leaf.mode == "manual" else "没有评判对象"


def _given(leaf: IndicatorScore) -> str:
    """Say who gave the points of an indicator, and why."""
    given = leaf.by_hand
    if given is None:
        return ""
    points = "" if given.points is None else f"{exact(given.points)} / {exact(leaf.points or 0.0)}，"
    return f"{points}评分人 {given.scorer}，依据：{given.basis}"


def by_hand_text(leaf: IndicatorScore) -> str:
    """Say in short that a person judged an indicator, on what basis and who; empty where nobody did."""
    given = leaf.by_hand
    if given is None:
        return ""
    return f"{'人工认定不适用' if given.points is None else '人工评分'}（{given.basis}；{given.scorer}）"


def sampled(site: SiteAssessment, width: int) -> list[str]:
    """List the samples that were drawn, so that anyone can check them."""
    lines = []
    for number, leaf in leaves(site.indicators, ""):
        for one in leaf.samples:
            said = f"{number} {one.rule}，{one.unit or '未指定单位'}：{one.population} 项中抽 {len(one.urls)} 项"
            lines += wrap(f"{said}（种子 {one.seed}）", width, first="- ")
            lines += [line for url in one.urls for line in wrap(url, width, first="    ")]
    return lines


def breakdown(indicators: Sequence[IndicatorScore], width: int) -> list[str]:
    """Lay out the tree: the points of every indicator, those that count, what it earned, lost and has at risk.

    Below it stands who gave what was given by hand.
    """
    rows = list(breakdown_rows(indicators))
    head: tuple[str, ...] = ("指标", "方式", "满分", "计入", "得分", "失分", "风险")
    if all(row[-1] == "-" for row in rows):  # nothing awaits a person that could cost points
        head, rows = head[:-1], [row[:-1] for row in rows]
    if not rows:
        return []
    lines = table(head, rows, width, flexible=(0,), right=range(2, len(head)))
    for number, leaf in leaves(indicators, ""):
        if said := by_hand_text(leaf):
            lines += wrap(f"{number} {leaf.title}：{said}", width, first="- ")
    return lines


def breakdown_rows(
    indicators: Iterable[IndicatorScore], above: str = "", *, by_hand: bool = False
) -> Iterator[tuple[str, ...]]:
    """Yield a row for every indicator: number and title, how it is judged, points, counted, earned, lost, at risk.

    With *by_hand* how it is judged says who gave points by hand, and why.
    """
    for place, one in enumerate(indicators, start=1):
        number = f"{above}{place}"
        lost = None if one.earned is None or one.bonus else lost_by([one])
        # A branch has no way of its own to be judged: its leaves have.
        mode = "" if one.children else say(MODES, one.mode)
        if not one.children and one.earned is None and one.mode != "manual":
            mode = "不计分"
        elif one.bonus and one.mode != "manual":
            mode = "加分"
        if by_hand:
            mode = by_hand_text(one) or mode
        points, earned = _two(one.points), _two(one.earned)
        # What counts is what was earned and what was lost: leaves that nobody judged are no part of it.
        counts = None if lost is None else (one.earned or 0.0) + lost
        yield f"{number} {one.title}", mode, points, _two(counts), earned, _two(lost), _two(one.at_risk or None)
        yield from breakdown_rows(one.children, f"{number}.", by_hand=by_hand)


def _two(points: float | None) -> str:
    return "-" if points is None else f"{points:.2f}"
