"""Rule kinds: one file per kind, a frozen dataclass whose fields are its YAML options; this package alone knows how a rule judges.

A kind sees a subject and the facts about its site and answers with a verdict. It never sees a rule's id, weight or wording.
"""
