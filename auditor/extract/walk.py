"""From HTML to lines and blocks: this file alone walks the tree.

Inline elements are joined without blanks, block elements, cells and `<br>` separate lines; scripts, styles and
comments are not seen.
"""

import re
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.extract.page import Anchor, Block, Line, Page

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
UNSEEN = frozenset("script style noscript template head select textarea svg math object title iframe".split())  # noqa: SIM905
MEDIA = {"img": "picture", "video": "video", "audio": "audio", "iframe": "frame", "embed": "frame", "object": "frame"}
_MANY_TAGS, _DEEPEST = 20_000, 400
_NESTING = re.compile(
    r"<(/?)(?:div|section|article|ul|ol|table|blockquote|center|dl|main|form|fieldset|font|b|i|span)\b[^>]*>",
    re.IGNORECASE,
)
_TEXT, _COMMENT = "-text", "-comment"
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_ASCII = " \t\r\n\f\v"
_INLINE, _BLOCK, _UNSEEN, _BREAK, _LINK, _MEDIA = range(6)
_KEPT = frozenset({"script", "meta", "title"})
_WHAT = {
    **dict.fromkeys(MEDIA, _MEDIA), **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys((*UNSEEN, _COMMENT, "meta"), _UNSEEN),
    "br": _BREAK, "a": _LINK,
}  # fmt: skip
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WITHOUT = str.maketrans(dict.fromkeys(_NOTHING))


def read_page(html: str, url: str) -> Page:
    """Parse *html* and lay it out as lines; broken markup gives whatever a browser would make of it."""
    many = len(html) > 3 * _MANY_TAGS and html.count("<") > _MANY_TAGS
    tree = LexborHTMLParser(_shallow(html) if many else html)
    page = Page(tree, html, url)
    root = cast("LexborNode", tree.root)  # even nothing is parsed into a document
    _Walk(page, thin=False).run(root)
    if any(char in page.text for char in _NOTHING):
        page = Page(tree, html, url)
        _Walk(page, thin=True).run(root)
    return page


class _Walk:
    """One pass over the nodes in document order, without recursion: pages with a hundred thousand nested tags exist."""

    def __init__(self, page: Page, *, thin: bool) -> None:
        self.page, self.lines, self.blocks = page, page.lines, page.blocks
        self.thin = thin  # characters without width stand in the text: few pages have any
        self.block = -1
        self.pieces: list[str] = []
        self.length = 0
        self.seams: list[int] = []
        self.linked = 0
        self.anchor: Anchor | None = None

    def run(self, root: LexborNode) -> None:
        """Take in every node; what most nodes need stands here, for a call costs more than that."""
        hidden, add, leave, what_is = _hidden(self.page), self.add, self.leave, _WHAT.get
        self.open_block(root.tag or "", root)
        opened = [(root, _BLOCK)]  # the elements around the place, and what they are
        node = root.first_child
        while opened:
            if node is None:  # the element ends here
                above, what = opened.pop()
                if what == _INLINE:
                    self.seams.append(self.length)
                else:
                    leave(what)
                node = above.next
                continue
            tag = node.tag or ""
            if tag == _TEXT:
                raw = node.text_content or ""
                if self.length or raw.strip(_ASCII):
                    add(raw)
                node = node.next
                continue
            what = what_is(tag, _INLINE) if not hidden or node.mem_id not in hidden else _UNSEEN
            if what == _BLOCK:
                self.open_block(tag, node)
            elif what == _INLINE:
                self.seams.append(self.length)
            elif (what := self.enter(what, tag, node)) == _UNSEEN:
                node = node.next
                continue
            opened.append((node, what))
            node = node.first_child

    def enter(self, what: int, tag: str, node: LexborNode) -> int:
        """Take in what is neither text, block nor plain; return what it is to those who read on inside it."""
        if tag in MEDIA:
            self.see(node)
        if what == _UNSEEN:
            if tag in _KEPT:
                self.keep(node)
            elif node.first_child is not None:
                self.keep_inside(node)
            return _UNSEEN
        if what == _BREAK:
            self.flush()
            return _UNSEEN
        self.seams.append(self.length)
        if what != _LINK or self.anchor is not None:
            return _INLINE
        self.open_anchor(node)
        return _LINK

    def keep_inside(self, node: LexborNode) -> None:
        """Keep what says something inside an element that is not shown."""
        for one in node.traverse():
            if one.tag in _KEPT:
                self.keep(one)

    def keep(self, node: LexborNode) -> None:
        """Keep what is not shown but says something: scripts, and the tags of the head."""
        if node.tag == "script":
            self.page.script_nodes.append(node)
            return
        if node.tag == "title":
            self.page.title = self.page.title or node.text() or ""
            return
        attributes = node.attributes
        if name := (attributes.get("name") or "").lower():
            self.page.tags.setdefault(name, attributes.get("content") or "")

    def see(self, node: LexborNode) -> None:
        self.page.figures.append((node, self.block, len(self.lines)))
        if self.anchor is not None:
            self.anchor.picture = True
            self.anchor.alt += (node.attributes.get("alt") or "").strip()

    def leave(self, what: int) -> None:
        """End a block or a link."""
        if what == _BLOCK:
            if self.pieces:
                self.flush()
            elif self.seams:
                self.seams = []
            block = self.blocks[self.block]
            block.last = len(self.lines)
            self.block = block.parent
            return
        self.close_anchor()
        self.seams.append(self.length)

    def open_block(self, tag: str, node: LexborNode) -> None:
        if self.pieces:
            self.flush()
        elif self.seams:
            self.seams = []
        blocks, above = self.blocks, self.block
        self.block = place = len(blocks)
        blocks.append(Block(tag, node, above, len(self.lines), 0, []))
        if above >= 0:
            blocks[above].children.append(place)

    def open_anchor(self, node: LexborNode) -> None:
        attributes = node.attributes
        href = attributes.get("href")
        if href is None:
            return
        title = (attributes.get("title") or "").strip()
        self.anchor = Anchor(href.strip(), node, self.block, len(self.lines), self.length, title=title)
        self.page.anchors.append(self.anchor)

    def close_anchor(self) -> None:
        anchor = self.anchor
        if anchor is not None:
            anchor.last = len(self.lines) + (1 if self.length else 0)
            anchor.text = anchor.text.strip()
        self.anchor = None

    def add(self, raw: str) -> None:
        """Take in a text, its blanks folded as browsers do."""
        if "  " in raw or not raw.isprintable():  # a line break is not
            raw = _BLANKS.sub(" ", raw)
        if self.thin:
            raw = raw.translate(_WITHOUT)
        pieces = self.pieces
        if raw[:1] == " " and (not pieces or pieces[-1][-1] == " "):
            raw = raw[1:]
        if not raw:
            return
        pieces.append(raw)
        size = len(raw)
        self.length += size
        if (anchor := self.anchor) is not None:
            anchor.text += raw
            self.linked += size

    def flush(self) -> None:
        """End the line, if anything stands in it."""
        pieces = self.pieces
        if pieces:
            text = (pieces[0] if len(pieces) == 1 else "".join(pieces)).rstrip(" ")
            if text and not text.isspace():
                lines, block = self.lines, self.block
                lines.append(Line(text, self.blocks[block].node, block, tuple(self.seams), self.linked, len(lines)))
            self.pieces = []
            self.linked = self.length = 0
        self.seams = []


def _shallow(html: str) -> str:
    """Take out opening tags below a depth no page needs: the parser's time grows with the square of the depth."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        depth = max(0, depth - 1) if match[1] else depth + 1
        return " " if depth > _DEEPEST and not match[1] else match[0]

    return _NESTING.sub(keep, html)


def _hidden(page: Page) -> set[int]:
    """The elements that a framework or the page itself keeps from being shown; a closed panel is none of them."""
    return {node.mem_id for node in page.tree.css(".ng-hide, [hidden]")}
