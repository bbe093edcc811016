"""Answers that are files: the functions write them into the response and return nothing."""

from typing import Annotated

from learning_mentor.rest.shapes import File

PdfFile = Annotated[None, File("application/pdf")]
ZipFile = Annotated[None, File("application/zip")]
JsonFile = Annotated[None, File("application/json")]
AnyFile = Annotated[None, File("application/octet-stream")]
