"""The story of one request, as its requester reads it: sentences made of facts, on the page and over the API."""
