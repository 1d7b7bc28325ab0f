"""`auditor run`: crawl, check and report the sites of auditor.yaml."""

import typer

from auditor.cli import exits, inputs, options, progress, reports
from auditor.cli.beside import last_day, letter_options, since
from auditor.cli.crawl import continuing, fresh_folder, tell_notes, told_stamp
from auditor.cli.exits import FailOn, Thresholds
from auditor.cli.usage import ChineseCommand


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(cls=ChineseCommand, help="抓取、评判并报告 auditor.yaml 里的站点。")(run)


def run(
    sites: options.Sites = None,
    *,
    resume: options.Resume = False,
    confirm: options.Confirm = options.When.LATER,
    previous: options.Previous = None,
    config: options.ConfigFile = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    plans: options.Plans = None,
    out: options.Out = None,
    formats: options.Formats = None,
    min_score: options.MinScore = None,
    fail_on: options.Fail = FailOn.FAIL,
    max_unassessable: options.MaxUnassessable = 20.0,
    exit_zero: options.ExitZero = False,
    explain_score: options.ExplainScore = False,
    manual: options.Manual = None,
    stage: options.StageOption = options.Stage.INITIAL,
    internal: options.Internal = False,
    against: options.Against = None,
    force: options.Force = False,
    deadline: options.Deadline = 10,
    issued: options.Issued = None,
    templates: options.Templates = None,
    timestamp: options.Timestamp = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Crawl, judge and report the configured sites."""
    del quiet, verbose
    wanted, day = reports.read_formats(formats, run=out), options.read_day(as_of)
    letters = letter_options(deadline, options.read_day(issued, "--issued"), templates)
    from auditor import pipeline  # noqa: PLC0415 - commands import what they need when called
    from auditor.pipeline.crawling import recorded  # noqa: PLC0415

    configured, (catalog, ruleset) = inputs.config_with_sites(config), inputs.read_rules(rules)
    letters["due"] = last_day(catalog, letters["today"], deadline)
    points, earlier = inputs.read_manual(manual), since(against, force=force)
    if earlier:
        judged_by = catalog.ruleset(ruleset or configured.ruleset).id
        earlier.refuse(judged_by, sites or [one.id for one in configured.sites])
    if timestamp:
        pipeline.request_for(b"stamp")  # says at once where that cannot be done
    folder = out or fresh_folder(configured.out, resume=resume)
    with continuing("run", sites or (), config, folder), progress.shown(len(sites or configured.sites)) as tell:
        crawled, assessment = pipeline.run(
            configured,
            sites or (),
            folder,
            catalog=catalog,
            today=options.today(),
            ruleset=ruleset,
            as_of=day,
            plans=plans or (),
            resume=resume,
            confirm_now=confirm is options.When.NOW,
            previous=previous,
            progress=tell,
            manual=points,
        )
    tell_notes(crawled)
    tolerated = Thresholds(fail_on, min_score, max_unassessable, exit_zero)
    code = exits.decide(assessment, tolerated, limit_reached=crawled.limit_reached)
    beside = {**letters, "stage": stage.value, "internal": internal}
    if earlier:
        beside |= earlier.told(pipeline.judged_in(folder, assessment, recorded(folder)))
    reports.publish(assessment, wanted, folder=folder, explain_score=explain_score, beside=beside)
    if timestamp:
        options.hint(told_stamp(pipeline.stamp_run(folder, timestamp)))
    return code
