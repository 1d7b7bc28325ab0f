"""What hostile pages plant in titles, messages and file names; the tests of all formats share it."""

SCRIPTS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</title><iframe src='javascript:alert(1)'>",
    "]]><!-- --!>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#x3c;i&#62;",
)
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    ' =HYPERLINK("http://x")',
    "＝1+1",
    "=cmd|' /C calc'!A0",
)
TERMINAL = ("\x1b]0;owned\x07", "\x9b31m", "\u202e", "\u200b", "\ufeff")
FORBIDDEN_IN_XML = ("\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "\u2028")
COMMANDS = (
    "\n::error::owned",
    "\r\n::set-output name=a::b",
    "##[command]owned",
    "%0A::error::owned",
    "::stop-commands::x",
)
MARKDOWN = ("[x](javascript:alert(1))", "![x](http://tracker/)", "| a | b |", "`code`", "\n# head", "<details>", "\\")
ALL = (*SCRIPTS, *FORMULAS, *TERMINAL, *FORBIDDEN_IN_XML, *COMMANDS, *MARKDOWN)
OBEYED = frozenset("\x00\x07\x08\x0b\x1b\x1f\x9b\u200b\u2028\u202e\ufeff")  # signs that no text may carry
