"""The text that Prometheus reads."""

from collections.abc import Iterator, Mapping
from itertools import accumulate

from web.figures.counting import BUCKETS, KINDS, Totals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def expose(totals: Totals, gauges: Mapping[str, tuple[str, float]]) -> str:
    """Write all figures; a gauge comes with what it says."""
    return "\n".join([*_requests(totals), *_times(totals), *_gauges(gauges)]) + "\n"


def _requests(totals: Totals) -> Iterator[str]:
    yield "# HELP runway_requests_total Requests by route, and how they ended; 503 and 507 are not among 5xx."
    yield "# TYPE runway_requests_total counter"
    for number, route in enumerate(totals.routes):
        for outcome, count in totals.outcomes(number).items():
            labels = f'method="{route.method}",route="{_escaped(route.address)}",status="{outcome}"'
            yield f"runway_requests_total{{{labels}}} {count}"
    yield "# HELP runway_route_seconds_total Time that the requests of a route took, together."
    yield "# TYPE runway_route_seconds_total counter"
    for number, route in enumerate(totals.routes):
        if totals.outcomes(number):
            labels = f'method="{route.method}",route="{_escaped(route.address)}"'
            yield f"runway_route_seconds_total{{{labels}}} {totals.seconds(number):.6f}"


def _times(totals: Totals) -> Iterator[str]:
    yield "# HELP runway_request_seconds How long requests took, from the first line of ours to the last."
    yield "# TYPE runway_request_seconds histogram"
    for kind, name in enumerate(KINDS):
        counts, seconds = totals.times(kind)
        bounds = [*(f"{bound:g}" for bound in BUCKETS), "+Inf"]
        for bound, count in zip(bounds, accumulate(counts), strict=True):
            yield f'runway_request_seconds_bucket{{kind="{name}",le="{bound}"}} {count}'
        yield f'runway_request_seconds_count{{kind="{name}"}} {sum(counts)}'
        yield f'runway_request_seconds_sum{{kind="{name}"}} {seconds:.6f}'


def _gauges(gauges: Mapping[str, tuple[str, float]]) -> Iterator[str]:
    for name, (says, value) in gauges.items():
        yield f"# HELP {name} {says}"
        yield f"# TYPE {name} gauge"
        yield f"{name} {value:g}" if value < 1_000_000 else f"{name} {value:.0f}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
