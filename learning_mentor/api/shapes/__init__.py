"""What endpoints answer, as typed shapes: the OpenAPI document is made from them, one module per subject."""
