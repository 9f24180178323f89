"""What Runway costs: `make bench` measures it beside a bare route on the same machine. See docs/speed.md."""
