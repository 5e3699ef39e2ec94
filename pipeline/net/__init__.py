"""Talking to servers, for any stage that must: addresses, one request and its answer, when to ask again."""
