"""The assessment as a workbook that an office works with; this module alone knows its sheets and their order."""

from auditor.formats import RenderOptions, _overview, _sheets, _todo
from auditor.formats._book import Book
from auditor.formats._words import STAGES, name_of, ruleset, say
from auditor.model import Assessment

BINARY = True


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Write the assessment as an xlsx file; the same assessment gives the same bytes."""
    sites = assessment.sites
    title = name_of(sites[0]) if len(sites) == 1 else f"{len(sites)} 个站点"
    told = f"评判截至 {assessment.as_of.isoformat()}；规则集{ruleset(assessment)}；auditor {assessment.tool_version}"
    book = Book(title, told, say(STAGES, options.stage))
    _overview.write(book, assessment)
    _sheets.ranking(book, options)
    _sheets.indicators(book, assessment)
    _todo.scores(book, assessment)
    _todo.handout(book, assessment, options)
    _todo.ledger(book, assessment)
    _todo.reviews(book, assessment)
    _sheets.unassessed(book, assessment)
    _sheets.duties(book, assessment)
    _sheets.samples(book, assessment)
    _sheets.changes(book, options)
    _sheets.tallies(book, assessment)
    _sheets.run(book, assessment, options)
    return book.close()
