"""The audit's report as one page that asks nothing of the network; every text in it is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aftersales.adapters.chat_audit.report_words import (
    AGENT_COLUMNS,
    NOTHING,
    POINTS_NOTE,
    RULE_LABELS,
    TITLES,
    ReportPage,
)


def report_html(page: ReportPage) -> str:
    loader = FileSystemLoader(Path(__file__).parent)
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("report.html")
    return template.render(
        page=page,
        titles=TITLES,
        agent_columns=AGENT_COLUMNS,
        rule_labels=RULE_LABELS,
        points_note=POINTS_NOTE,
        nothing=NOTHING,
    )
