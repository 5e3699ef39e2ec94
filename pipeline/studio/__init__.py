"""The studio: a show's day on a page in the browser, spoken as it is written. The files stay the truth; nothing is kept elsewhere."""
