"""What quotes a record that goes is found in one pass over each table, however many records go."""

import frappe
import pytest

from benchmarks.meter import cost_of
from learning_mentor.data_protection import traces
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

GROUP = "Mentoring Group"


def test_rows_of_a_record_type_that_frappe_has_given_up_go_too(db):
	"""Its table stays when a later version comes without it."""
	case, given_up = make.make_case(), "Document Follow"
	about = {"ref_doctype": "Mentoring Case", "ref_docname": case.name}
	row = frappe.get_doc({"doctype": given_up, "user": "Administrator", **about})
	row.set_new_name()
	row.db_insert()
	db.delete("DocType", {"name": given_up})
	frappe.clear_cache(doctype=given_up)
	try:
		traces.erase("Mentoring Case", [case.name])
		assert not db.sql("select name from `tabDocument Follow` where ref_docname = %s", case.name)
	finally:
		db.rollback()
		frappe.clear_cache(doctype=given_up)


def quote(word: str) -> dict[str, str]:
	"""A row of each table with the word in its text: record type -> name."""
	made = {}
	for doctype, columns in traces.QUOTES.items():
		row = frappe.get_doc({"doctype": doctype, **dict.fromkeys(columns, f"about {word}, see above")})
		row.set_new_name(force=True)
		row.db_insert()
		made[doctype] = row.name
	return made


def change_of_a_group(word: str) -> str:
	version = frappe.get_doc({"doctype": "Version", "ref_doctype": GROUP, "docname": "one", "data": word})
	version.set_new_name(force=True)
	version.db_insert()
	return version.name


def erase_all(words: list[str]) -> int:
	return traces.erase_quotes(words) + traces.erase_versions_that_quote([GROUP], words)


def test_twenty_records_take_as_many_queries_as_one():
	counted = {}
	for number in (1, 1, 20):  # what Frappe looks up once is looked up with the first
		words = [make.unique("GONE") for _number in range(number)]
		for word in words:
			quote(word)
			change_of_a_group(word)
		counted[number] = cost_of(lambda words=words: erase_all(words)).queries
	assert counted[1] == counted[20]


def test_more_words_than_a_query_looks_for_are_all_found():
	words = [make.unique("GONE") for _number in range(traces.WORDS_AT_ONCE + 1)]
	first, last = quote(words[0]), quote(words[-1])
	both = quote(f"{words[0]} and {words[1]}")
	change = change_of_a_group(words[-1])
	other = change_of_a_group(make.unique("STAYS"))
	assert erase_all([*words, ""]) == 3 * len(traces.QUOTES) + 1
	for doctype in traces.QUOTES:
		named = [made[doctype] for made in (first, last, both)]
		assert frappe.db.count(doctype, {"name": ["in", named]}) == 0
	assert not frappe.db.exists("Version", change) and frappe.db.exists("Version", other)


@pytest.mark.parametrize("sign", ["_", "%", "\\"])
def test_a_word_is_found_as_it_is_written_and_not_as_a_pattern(sign):
	word = make.unique("GONE")
	quoted, alike = quote(f"{word}{sign}1"), quote(f"{word}x1")
	traces.erase_quotes([f"{word}{sign}1"])
	for doctype in traces.QUOTES:
		assert not frappe.db.exists(doctype, quoted[doctype])
		assert frappe.db.exists(doctype, alike[doctype])
