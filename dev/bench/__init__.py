"""The bare-machine bench: everything `./run` needs to set up, serve and test the app.

Only the standard library may be imported here, except under `inside/`, which runs in the bench's own
Python environment.
"""
