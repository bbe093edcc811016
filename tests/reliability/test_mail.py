"""A mail server that refuses at random: each mail arrives once, or is listed as failed."""

import random
import socketserver
import threading
from collections import Counter

import pytest

from tests.reliability.conftest import times

MAILS = times(20, 1000)
REFUSING = 0.6  # the part of conversations that end in a refusal
STEPS = ("connect", "MAIL", "RCPT", "DATA", "accept")
REFUSALS = (b"451 Not now\r\n", b"550 Never\r\n", b"")  # the last one hangs up


class Conversation(socketserver.StreamRequestHandler):
	"""Just so much of SMTP that `smtplib` can leave a mail."""

	def handle(self) -> None:
		self.refused_at = random.choice(STEPS) if random.random() < REFUSING else None
		if not self.say("connect", b"220 here\r\n"):
			return
		recipient = ""
		for line in iter(self.rfile.readline, b""):
			verb = line[:4].upper().decode("ascii", "replace")
			if verb == "RCPT":
				recipient = line.decode().partition("<")[2].partition(">")[0]
			if verb == "QUIT":
				self.wfile.write(b"221 Bye\r\n")
				return
			answer = b"354 Go on\r\n" if verb == "DATA" else b"250 OK\r\n"
			if not self.say(verb, answer):
				return
			if verb == "DATA" and not self.take_mail(recipient):
				return

	def take_mail(self, recipient: str) -> bool:
		while self.rfile.readline() not in (b".\r\n", b""):
			pass
		if self.refused_at == "accept":
			return self.say("accept", b"")
		self.server.taken[recipient] += 1
		self.wfile.write(b"250 Taken\r\n")
		return True

	def say(self, step: str, answer: bytes) -> bool:
		"""Whether the conversation goes on."""
		if step != self.refused_at:
			self.wfile.write(answer)
			return True
		self.server.refused += 1
		self.wfile.write(random.choice(REFUSALS))
		return False


@pytest.fixture
def mail_server():
	server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
	server.daemon_threads = True
	server.taken, server.refused = Counter(), 0
	threading.Thread(target=server.serve_forever, daemon=True).start()
	yield server
	server.shutdown()
	server.server_close()


@pytest.fixture
def mailing(own, mail_server):
	own.act("use_mail_server", mail_server.server_address[1])
	own.configure(mute_emails=0)
	yield own
	own.configure(mute_emails=1)


def test_each_mail_arrives_once_or_is_listed_as_failed(mailing, mail_server, table):
	addresses = mailing.act("queue_mails", MAILS)
	mailing.act("send_queue", 6 + MAILS // 100)  # more often than Frappe tries each
	listed = ", ".join(f"'{address}'" for address in addresses)
	rows = mailing.sql(
		f"""USE {mailing.database}; SELECT r.recipient, q.status FROM `tabEmail Queue` q
		JOIN `tabEmail Queue Recipient` r ON r.parent = q.name WHERE r.recipient IN ({listed})"""
	)
	states = dict(row.split("\t") for row in rows)
	outcomes = {address: (mail_server.taken[address], states.get(address)) for address in addresses}
	wrong = {
		address: outcome
		for address, outcome in outcomes.items()
		if outcome not in ((1, "Sent"), (0, "Error"))
	}
	failed = sum(state == "Error" for state in states.values())
	remark = f"{mail_server.refused} refusals; {MAILS - failed} arrived once, {failed} are listed as failed"
	table("Mail server refusing", tried=MAILS, lost=len(wrong), remark=remark)
	assert wrong == {}
	assert mail_server.refused
