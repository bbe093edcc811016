"""Closes ways past the permission hooks: methods of Frappe's own that ask nobody, and records of other
apps that speak of ours.

`permissions` says who may see a pupil. Here it is asked where Frappe itself does not ask it:

- ``methods``: whitelisted methods that read without a right, replaced by ones that ask first. `answers`,
  `searches`, `totals` and `traces` hold them by subject; for doctypes of other apps each hands over to the
  original unchanged.
- ``references``: lists and permissions of files, comments, versions and the like that refer to our records.
- ``writes``: what may not be made at all (shares, prepared reports), or just by and for readers.
- ``news``: what open browsers are told of comments and mails.
- ``requests``: what is looked at as a whole: joins over a link, private files, answers that differ.

Every guard is named in tests/security/mutants.py, which takes each away and expects the suite to notice.
"""
