"""What is written down about requests, without the links that let somebody in."""

import logging
import re

TOKEN = re.compile(r"(/accounts/(?:link|invitation|password/reset/key)/)[^/\s]+")


class WithoutTokens(logging.Filter):
    """Django logs the address of what it refused; that of a link is worth a password."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        kept = TOKEN.sub(r"\1...", said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
