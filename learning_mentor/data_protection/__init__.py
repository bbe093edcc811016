"""What data protection asks for: the log of readings, access requests, retention, disposal, consents."""
