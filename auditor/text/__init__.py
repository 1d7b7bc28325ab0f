"""Normal forms of Chinese official texts: script, dates, working days, 文号, organs, addresses, likeness of titles."""
