import pytest

from sources.fences import Fence, code_spans, find_fences


def test_fences_are_found_with_their_words() -> None:
    lines = ["text", "```python", "# no heading", "```", "~~~~", "```", "~~~~"]

    assert find_fences(lines) == (Fence(1, 3, "", "python"), Fence(4, 6, "", ""))


def test_an_unclosed_fence_covers_its_line_only() -> None:
    assert find_fences(["```", "text", "~~~", "code", "~~~"]) == (Fence(0, None, "", ""), Fence(2, 4, "", ""))


def test_fences_stand_in_lists_and_quotes() -> None:
    assert find_fences(["> ```", "> code", "> ```", "    ```", "    code", "    ```"]) == (
        Fence(0, 2, "> ", ""),
        Fence(3, 5, "    ", ""),
    )


def test_a_longer_fence_holds_a_shorter_one() -> None:
    assert find_fences(["````", "```", "code", "```", "````"]) == (Fence(0, 4, "", ""),)


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d `e`", ["``b ` c``", "`e`"]),
        ("a ` b", []),
        ("``a`", []),
        ("`a` `b", ["`a`"]),
    ],
)
def test_inline_code_runs_to_the_next_marks_of_its_length(line: str, spans: list[str]) -> None:
    assert [line[start:end] for start, end in code_spans(line)] == spans


def test_many_marks_take_no_time() -> None:
    assert len(code_spans("`a" * 50_000)) == 25_000
    assert len(find_fences([f"```{number}" for number in range(50_000)])) == 50_000
