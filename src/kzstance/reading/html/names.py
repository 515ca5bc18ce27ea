"""What publishers call the things around an article: in class names and ids."""

from __future__ import annotations

import re
from typing import Any

from kzstance.reading.html.sizes import HEADINGS, INLINE

_NAMES = r"""
cookies? consent gdpr cmp(?!-) onetrust privacy-notice gateway piano paywall\w* regwall\w*
newsletters? (?:e?mail|nl)-signup sign-?up sign-?in-gate membership
subscri(?!bers?-(?:only|preview|content|text|premium))\w*
donat\w* support-?us contribut(?:e|ion)-\w+
related\w* recommend\w* read-?(?:more|also|next|on) see-?also also-?read also-?in rich-?link
more-?(?:on|from|news|stories|articles) trending popular most-?(?:read|popular|viewed|commented)
(?:latest|last|other|next|prev|previous|similar|top|bottom|hot)-?(?:news|posts?|articles?|stories)
up-?next onward\w* outbrain taboola teasers? jp-relatedposts lenta news-?lines?r? news-?feed
shar(?:e|es|ing|ed|edaddy|ethis)(?:-?(?:bar|icons?|buttons?|links?))? addthis socials?
follow-?us follow-?(?:bar|block|links) ratings? polls? quiz\w*
advert\w* ads?(?!-?free) adv adsbygoogle adslot sponsor\w* promo\w* banners?
breadcrumbs? tags? tag-?(?:cloud|list) hashtags? sidebar\w* side-?bar pagination pager prev-?next
copyright\w* copy-?right corr(?:ection)?s? disclaimers? editors?-?notes? trust-?principles sign-?off
source-?note print-?(?:link|version|button) views-count modal pop-?up overlay drawer tooltip
bylines? by-?lines? authors? authors?-?(?:box|bio|info|card|desc\w*|list|block|teaser|profile)
(?:about|post)-?authors? bio biography contrib contributors?
footers? colophon masthead navbar nav navigation menus? top-?bar (?:site|page|main|global)-header
captions? credits? gallery galleries carousel slide-?show slides? sliders? fotorama lightbox legend
(?:photo|image|img|pic|picture|slide|gallery|thumb)s?--?(?:captions?|desc\w*|sign\w*|credits?)
(?:photo|image|img|pic|picture|slide|gallery|thumb|figure)s?--?(?:authors?|titles?|legends?|info)
(?:photo|image|img|pic|picture|media|video|audio|player)s?--?(?:source|alt|copyright|label|caption)
(?:media|video|audio|player)s?--?(?:desc\w*|sign\w*|credits?|authors?|titles?|legends?|info)
tweets? twitter-(?:tweet|video) instagram(?:-media)? tiktok-embed fb-video
(?:telegram|tg|vk|fb)-post (?:facebook|reddit|bluesky|mastodon|vk)-(?:embed|card)\w*
feedback reactions? emojis? news-?list download-?app audio-?players? tts
how-to-cite cite-(?:this|box|as) no-?js (?:media|video)-?players?
(?:article|story|text)-?versions charts? data-?viz infographics?
lang(?:uage)?s?-?(?:versions?|switch\w*|tabs?|list)
embed-(?:twitter|tweet|instagram|facebook|telegram|tiktok|vk)
pull-?quotes? pq pull(?!-?[a-z])
tgme-(?:header|footer|channel-info|action\w*|widget-discussion)
tgme-widget-message-(?:user|author|reply|footer|info|poll|reactions|inline-button|owner-name)
tgme-widget-message-(?:forwarded-from|link-preview) message-reply-text
"""
_NAMED = re.compile(rf"(?<![a-z])(?=[a-z])(?:{'|'.join(_NAMES.split())})(?![a-z])")
_COMMENTS = re.compile(
    r"(?:^|\s)(?:(?:article|post|story|page|user|reader|b|c|d)-{1,2})?"
    r"(?:comments?|comment-?lists?|disqus|discussions?|respond|replies)(?![a-z])"
)
_TEASER = re.compile(r"(?<![a-z])(?:teasers?|lead-banner)(?![a-z])")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEYS = (
    "class", "id", "data-component", "data-testid", "data-test", "data-qa", "data-gu-name",
    "data-cy", "data-type", "data-name",
)  # fmt: skip
_EMOJI = re.compile(r"\bemojis?\b")


def names_of(node: Any) -> str:
    """The element's names in one form: ``readMore`` and ``read_more`` are ``read-more``."""
    keys = ("class",) if node.tag in HEADINGS else _KEYS  # a heading's id may be its own words
    tag = node.tag if "-" in node.tag else ""  # a custom element tells by its tag what it is
    text = " ".join([tag, *(node.get(key) or "" for key in keys)])
    called = _HUMP.sub("-", text).lower().replace("_", "-").strip()
    return _EMOJI.sub("", called) if node.tag in INLINE else called  # one in a sentence


def is_named(names: str) -> bool:
    return bool(names) and bool(_NAMED.search(names))


def is_teaser(names: str) -> bool:
    """Whether nothing but a teaser's name tells that it stands around."""
    return bool(_TEASER.search(names)) and not _NAMED.search(_TEASER.sub("", names))


def is_comments(names: str) -> bool:
    return bool(names) and bool(_COMMENTS.search(names))
