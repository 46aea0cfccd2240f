"""Any other table: columns by the names that people usually give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.ingest.loaders.layouts.layout import Layout

__all__ = ["plain_name", "usual_layout"]

# In order of preference. Names are compared without case, spaces and punctuation.
_USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "reviewtext", "reviewbody", "reviewcontent", "fullreview", "review", "reviews", "myreview"),
        *("body", "content", "reviewcomment", "comment", "comments", "quote"),
    ),
    "item_id": (
        *("itemid", "parentasin", "asin", "businessid", "productid", "movieid", "filmid", "hotelid"),
        *("bookid", "gameid", "restaurantid", "placeid", "listingid", "appid", "sku", "isbn"),
        *("item", "product", "business", "movie", "film", "hotel", "book", "game", "restaurant"),
        *("place", "show", "album", "app"),
    ),
    "item_title": (
        *("itemtitle", "itemname", "producttitle", "productname", "movietitle", "moviename", "filmtitle"),
        *("filmname", "booktitle", "bookname", "gametitle", "gamename", "hotelname", "restaurantname"),
        *("businessname", "placename", "appname"),
    ),
    "title": ("reviewtitle", "reviewheadline", "headline", "reviewsummary", "summary", "subject", "title"),
    "author": (
        *("author", "authorname", "reviewauthor", "critic", "criticname", "reviewername", "reviewer"),
        *("username", "user", "guest", "guestname", "player", "reader", "customer", "customername"),
        *("profilename", "userid", "authorid", "reviewerid", "customerid", "name"),
    ),
    "rating": (
        *("rating", "stars", "score", "overall", "starrating", "reviewrating", "reviewscore"),
        *("reviewerscore", "userrating", "overallrating", "points", "grade"),
    ),
    "rating_scale": (
        *("ratingscale", "outof", "scoremax", "ratingmax", "maxrating", "maxscore", "bestrating", "scale"),
    ),
    "published": (
        *("published", "publishedat", "publishedon", "datepublished", "reviewdate", "date", "dateposted"),
        *("posted", "postedon", "postedat", "reviewed", "reviewedon", "reviewedat", "createdat", "timestamp"),
        *("unixreviewtime", "reviewtime", "time", "stayedon", "visitedon", "watchedon", "playedon", "readon"),
    ),
    "url": ("url", "reviewurl", "link", "permalink", "href"),
    "source": ("source", "publication", "publisher", "outlet", "magazine", "newspaper", "site", "website"),
    "language": ("language", "lang", "languagecode", "locale"),
    "id": ("reviewid", "id"),
}
_ASKING = frozenset({"question", "questions"})  # a table with these holds questions, quotes or not


def plain_name(name: str) -> str:
    """A column's name reduced to its letters and digits, in lower case."""
    return "".join(character for character in name.casefold() if character.isalnum())


def usual_layout(columns: Sequence[str], chosen: Mapping[str, str]) -> Layout | None:
    """The layout of a table with a column of review text; None where there is none.

    `chosen` maps fields to columns that a user named; they count before any usual name.
    """
    by_name: dict[str, str] = {}
    for column in columns:
        if column not in chosen.values():
            by_name.setdefault(plain_name(column), column)
    if "text" not in chosen and not _ASKING.isdisjoint(by_name):
        return None
    found = dict(chosen)
    for field, names in _USUAL.items():
        present = [by_name[name] for name in names if name in by_name]
        if present:
            found.setdefault(field, present[0])
    if "text" not in found:
        return None
    return Layout(name="Reviews by column names", columns=_with_item(found, by_name))


def _with_item(found: dict[str, str], by_name: Mapping[str, str]) -> dict[str, str]:
    """The same, where no id is given, with the item's name as its id.

    A `title` beside a headline or summary is the item's name; alone it is the review's own headline.
    """
    title = by_name.get("title")
    if "item_id" not in found and "item_title" not in found and title and found["title"] != title:
        found["item_title"] = title
    if "item_id" not in found and "item_title" in found:
        found["item_id"] = found["item_title"]
    return found
