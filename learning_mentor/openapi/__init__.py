"""The OpenAPI 3.1 document of the app's REST interface, made from the code each time it is asked for."""
