"""REST endpoints, one module per subject: ``/api/method/learning_mentor.api.<module>.<function>``.

Endpoints are thin: they name their arguments and call the module that does the work. Errors come as
Frappe's error bodies with the status of the exception (`learning_mentor.exceptions`).
"""
