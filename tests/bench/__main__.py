"""`make bench`: every measurement, one after the other."""

from tests.bench import (
    bench_join,
    bench_mentors,
    bench_notes,
    bench_races,
    bench_relay,
    bench_slots,
)

for bench in (bench_slots, bench_mentors, bench_races, bench_join, bench_relay, bench_notes):
    bench.main()
