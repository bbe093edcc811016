"""The clock jumps a week ahead and back again: what falls due is done once, however often the jobs run."""

from tests.reliability.conftest import times

RECORDS = times(2, 50)
AGAIN = times(1, 10)


def test_the_work_of_each_day_is_done_once_when_the_clock_jumps(own, table):
	own.act("make_what_falls_due", RECORDS)
	first = own.act("work_of_a_day", 0)
	repeated = [own.act("work_of_a_day", 0) for _each in range(AGAIN)]
	ahead = own.act("work_of_a_day", 7)
	repeated += [own.act("work_of_a_day", days) for days in (7, 0) * AGAIN]
	twice = [(job, rows) for run in repeated for job, rows in run.items() if rows]
	done = sum(first.values()) + sum(ahead.values())
	tried = sum(map(len, repeated))
	remark = f"{len(first)} jobs run again, on the day, a week later and back; {done} rows the first time"
	table("Clock moved a week", tried=tried, lost=len(twice), remark=remark)
	assert sum(first.values()) and sum(ahead.values())
	assert twice == []
