"""Families of words that many cues share, by the short name that stands for them in a pattern."""

from __future__ import annotations

_START = (
    r"(?:^|[.!?;:,\"(-]+ ?)(?:(?:and|but|so|well|ok|okay|oh|ah|look|listen|right|now|then|please"
    r"|yes|yeah|yep|no|nah|um|honestly|actually|alright|fine|hey|sir|madam|ma'?am|mate|just) ?,? ?){0,2}"
)

MACROS = {
    "<S>": _START,
    "<E>": r"(?: (?:then|please|thanks|mate|sir|madam|ma'?am|love|bro|x+|so))?(?:[.!?;,\x01-\x05 -]*$|[.!?;]|, | - )",
    "<we>": r"(?:i|we)",
    "<We>": r"(?:i|we|my (?:side|team|company|client|boss|colleague|people|office)|our (?:side|team|company|people|office|driver|firm))",
    "<im>": r"(?:i'?m|i am|we'?re|we are|am)",
    "<ill>": r"(?:i'?ll|i will|i shall|we'?ll|we will|we shall|i'?m going to|im gonna|i'?m gonna|we'?re going to|we'?re gonna|imma)",
    "<id>": r"(?:i'?d|i would|we'?d|we would)",
    "<ive>": r"(?:i'?ve|i have|we'?ve|we have)",
    "<you>": r"(?:you|u|ya|ye|yous|youse|yall|y'all|you all|you guys)",
    "<your>": r"(?:your|ur|yer|yr)",
    "<youre>": r"(?:you'?re|you are|ur|u r|u are|your|yer|ye're)",
    "<youve>": r"(?:you'?ve|you have|uve|u have|ye'?ve)",
    "<cant>": r"(?:can'?t|cannot|can not|couldn'?t|not able to|unable to|won'?t be able to|cnt)",
    "<dont>": r"(?:don'?t|do not|dnt|doesn'?t|does not)",
    "<w1>": r"(?:[\w']+ )?",
    "<w2>": r"(?:[\w',]+ ){0,2}",
    "<w3>": r"(?:[\w',]+ ){0,3}",
    "<w5>": r"(?:[\w',]+ ){0,5}",
    "<adv>": r"(?:(?:really|so|very|truly|deeply|genuinely|terribly|awfully|sincerely|just|only|actually|honestly|also|still|completely|totally|absolutely|quite|rather|dreadfully|proper|a bit|a little|too|pretty|fully) )*",
}
"""Short names for families of words that many patterns share."""
