from bench.crowd import Spell
from bench.goals import GOALS, verdict
from bench.processes import Process, cpu_seconds, family, read_process
from bench.report import align, table
from bench.rounds import Round


def spell(cpu: float, jobs: int = 10) -> Spell:
    return Spell(jobs=jobs, cpu=cpu, elapsed=2.0, waits=tuple(number / 1000 for number in range(1, jobs + 1)))


def test_process_with_a_strange_name_is_read() -> None:
    numbers = "7 1 1 0 -1 4194560 100 200 0 0 11 22 33 44 20 0 1 0 5 0 0"

    process = read_process(f"42 (a) b (c) S {numbers}")

    assert process == Process(pid=42, name="a) b (c", parent=7, ticks=11 + 22 + 33 + 44)


def test_family_is_everything_a_server_started_and_nothing_else() -> None:
    parents = {1: 0, 10: 1, 11: 10, 12: 11, 20: 1}
    processes = {pid: Process(pid, "x", parent, 0) for pid, parent in parents.items()}

    assert family({10}, processes) == {10, 11, 12}
    assert family({10, 99}, processes) == {10, 11, 12}


def test_cpu_time_of_nobody_is_none() -> None:
    assert cpu_seconds(()) == 0


def test_figure_is_the_cost_of_one_job_over_the_cost_of_the_unit() -> None:
    measured = Round(
        unit=spell(0.5, 1000), reading=spell(0.2, 100), answering=spell(1), answering_without_script=spell(2)
    )

    assert measured.in_units(measured.reading) == 4
    assert measured.in_units(measured.answering) == 200


def test_waits_are_told_by_the_share_that_had_no_longer_one() -> None:
    assert spell(1, 100).wait_at(0.5) == 0.051
    assert spell(1, 100).wait_at(0.99) == 0.1
    assert spell(1, 100).per_second == 50


def test_verdict_tells_enough_from_reached() -> None:
    assert [verdict(GOALS["w1"], figure) for figure in (2, 2.1, 4, 4.1)] == ["reached", "enough", "enough", "MISSED"]
    assert verdict(GOALS["w2_without_script"], 1000) == ""


def test_more_is_better_where_the_goal_says_so() -> None:
    goal = GOALS["import_per_second"]

    assert [verdict(goal, figure) for figure in (51, 50, 26, 24)] == ["reached", "reached", "enough", "MISSED"]
    assert "≥ 25" in table({"import_per_second": 30})


def test_table_has_a_line_for_each_figure_that_was_measured() -> None:
    lines = table({"w1": 3.456, "w5_seconds": 120}).splitlines()

    assert [line.split("  ")[0] for line in lines] == ["figure", "W1 a lesson opened", "W5 from nothing to a lesson"]
    assert "3.46 u" in lines[1]
    assert "MISSED" in lines[2]


def test_columns_stand_under_each_other() -> None:
    assert align([("a", "b"), ("long", "22")]) == "a      b\nlong  22"
