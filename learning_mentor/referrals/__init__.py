"""Referrals to agencies: what is in one, who consents, how it is sent, chased and answered."""
