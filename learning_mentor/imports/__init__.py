"""Bringing many records in from a spreadsheet: checked first, each bad row told of, nothing made twice."""
