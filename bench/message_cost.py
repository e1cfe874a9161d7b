"""`make bench`: a message at turn 1, 10, 100 and 300 beside a stock Rasa project, and the speed of the word gate."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.gate_speed import gate_speeds, message_speeds, own_release
from bench.measuring import MODEL, ROOT, percentile, prepare_measuring, rounded, write_report
from bench.stock_project import stock_model


def measure_costs(conversations: int) -> dict[str, dict[str, float]]:
    """Milliseconds by turn of both projects; `understanding` is the part that no history can change."""
    from bench.conversation_cost import TURNS, example_texts, load_projects, talk  # noqa: PLC0415 - after prepare_measuring

    with tempfile.TemporaryDirectory() as folder:
        projects = load_projects(Path(folder), stock_model())
        asyncio.run(talk(projects, example_texts(), conversations))
    return {
        name: rounded(
            {"understanding": percentile(project.understanding, 0.5)}
            | {f"turn {turn}": project.cost(turn) for turn in TURNS}
        )
        for name, project in projects.items()
    }


def print_costs(costs: Mapping[str, Mapping[str, float]]) -> None:
    ours, stock = costs["ours"], costs["stock"]
    print(f"{'ms per message':16}{'ours':>10}{'stock':>10}{'ours/stock':>12}")
    for name in ours:
        print(f"{name:16}{ours[name]:>10.1f}{stock[name]:>10.1f}{ours[name] / stock[name]:>12.2f}")
    growth = {name: cost["turn 300"] / cost["turn 10"] for name, cost in costs.items()}
    print(f"turn 300 costs {growth['ours']:.2f} × turn 10 with ours, {growth['stock']:.2f} × with stock Rasa")


def print_speeds(speeds: Mapping[str, Mapping[int, float]]) -> None:
    print(
        f"\n{'word gate, characters per second':34}"
        + "".join(f"{length:>12,}" for length in next(iter(speeds.values())))
    )
    for name, by_length in speeds.items():
        print(f"{name:34}" + "".join(f"{speed:>12,.0f}" for speed in by_length.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=3, help="how many of 300 turns (default 3)")
    given = parser.parse_args()
    if not MODEL.exists():
        sys.exit(f"there is no trained model at {MODEL.relative_to(ROOT)}: run `make train`")
    prepare_measuring()
    release = own_release()
    costs, speeds, messages = measure_costs(given.conversations), gate_speeds(release), message_speeds(release)
    print_costs(costs)
    print_speeds(speeds)
    ratio = messages["ours"] / messages["peer"]
    print(f"word gate, messages per second: {messages['ours']:,.0f}, {ratio:.0f} × a search for each wording in turn;")
    print(f"its word lists alone, without the learned words: {messages['lists']:,.0f}")
    report = {"ms": costs, "gate_characters_per_second": speeds, "gate_messages_per_second": rounded(messages)}
    write_report("message_cost", report)


if __name__ == "__main__":
    main()
