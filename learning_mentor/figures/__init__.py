"""Figures of the school's mentoring, counted in SQL: plain dicts and lists for reports and papers.

Every function counts the rows that the session user may list and no others (`reach.readable`), so a total
never tells of a pupil whom its reader may not see. Report, chart and PDF lay out what these functions return.
"""
