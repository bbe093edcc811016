"""The site as it was before the run, for tests that roll back: tests that commit have gone before."""

import sys

import frappe

from tests.conftest import CLONE, SITE, begin_request, end_request

sys.path.insert(0, str(CLONE / "dev"))

from bench.bench import TEST_SITE
from bench.commands import make_bench
from bench.services import Services
from bench.sites import Site
from bench.snapshot import Snapshot

PICTURE = "apps"


def restore() -> None:
	"""Put the picture of the run's beginning into this process's site; sites without a picture are left.

	Nothing else of the site runs meanwhile: a job of a test before would find an empty database, and leave in
	Redis that no app is installed.
	"""
	bench = make_bench(CLONE, False)
	snapshot = Snapshot(bench, Site(bench, TEST_SITE))
	if not snapshot.file(PICTURE).exists():
		return
	services = Services(bench, SITE)
	services.stop()
	frappe.cache.delete_keys("")
	end_request()
	snapshot.fill(Site(bench, SITE), PICTURE)
	begin_request()
	frappe.clear_cache()
	services.ensure()
