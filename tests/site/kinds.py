"""One page of each kind."""

KINDS = (
    "index", "series/gdec", "conference/gdec-2023", "forum/lhasa-forum-2024", "person/wang-qiang", "person/王强",
    "place/lhasa", "organisation/china-org-cn", "topic/digital-economy", "initiative/city-cooperation-initiative",
    "post/wang-qiang--unnamed--mayor", "participation/lhasa-forum-2024-opening--wang-qiang--speaker",
    "count/gdec-2023--main-forum", "theme/gdec-2023--data-drives", "article/made-2031-05-03",
    "article/harbour-wire-2031-05-04", "coverage/harbour-wire-2031-05-04", "organisation/estuary-committee",
    "article-near-duplicates", "person", "article", "search", "queries", "query/who-spoke", "disagreements", "registry",
    "coverage", "ontology", "shapes", "cite", "changes", "404",
)  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
