"""What `dev/translations.py` is made of: finding the app's texts, and keeping the catalogues."""
