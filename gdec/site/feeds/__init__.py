"""What programs follow: the site map, the Atom feed, the calendar, a table a class."""
