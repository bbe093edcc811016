"""What all endpoints have in common: arguments, errors, pages, keys against doing things twice."""
