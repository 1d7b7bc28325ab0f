"""In which forms an interpretation speaks: this file alone tells them from its title, its column and what it shows."""

from auditor.extract.forms import form_of
from auditor.extract.lexicon import Lexicon
from auditor.model import Body, Form

_TEXT = 200  # characters from which a page is an interpretation in words, whatever else it shows
_ALONE = 40  # and from which it is one where it shows nothing else
_SHOWN = {"video": Form.VIDEO, "audio": Form.AUDIO, "picture": Form.PICTURE}


def read_forms(title: str, columns: tuple[str, ...], body: Body, lexicon: Lexicon) -> tuple[Form, ...]:
    """Return the forms, sorted: the one that title or column names, and those of what stands in the text.

    () where the page neither names one nor shows text, picture, video or sound: it may be an attachment.
    """
    said = (form_of(one, lexicon) for one in (title, *reversed(columns[-1:])))
    named = next((form for form in said if form is not Form.TEXT), None)
    shown = {form for what, form in _SHOWN.items() if what in body.media}
    if named is Form.CHART and shown == {Form.PICTURE}:
        shown = set()  # the chart itself
    enough = _TEXT if body.media else _ALONE
    spoken = {named or Form.TEXT} if named or body.length >= enough else set()
    return tuple(sorted(spoken | shown))
