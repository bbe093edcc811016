"""Reports that take long are made by a worker, while whoever asked does something else.

Not Frappe's Prepared Report: its result is a private file that stays for weeks, outlives the rights of who
had it made, and opens to everybody with a role of the report, whose rows may be others. `guards.writes`
refuses those. Here a result is in Redis alone, for a quarter of an hour, for the one user who asked, in that
user's language; it is handed out while the user's rights are those that it was made with
(`permissions.reach`), and logged as read each time.

- ``shipped``: which reports are ours.
- ``runs``: what Redis knows of a run.
- ``asking``: starting and cancelling.
- ``making``: the worker's job.
- ``standing``: where a run is, whatever became of its worker.
- ``pulse``: whether a worker is alive, as the kernel knows it.
- ``handing_out``: a result in place of a report that is asked for.
"""
