"""Words that attribute: verbs of saying and thinking, by the construction that they take."""

from __future__ import annotations

# verbs that introduce a clause ("said that …") or stand beside a quotation
SAY = frozenset(
    """acknowledge add admit advise affirm agree allege announce answer argue articulate ask assert
    assess assume assure attest aver believe boast brag caution cite claim clarify comment complain
    concede conclude confess confide confirm contend convey counter declare demand demonstrate deny
    describe disclose doubt elaborate emphasise emphasize estimate exclaim expect explain express
    fear feel find forecast foresee guarantee hint hold hope imply indicate insist interject
    joke lament lie maintain mean mention muse mutter note observe opine order outline
    pledge point post predict proclaim promise propose protest quip quote read reaffirm reassure
    recall reckon recommend recount reiterate relate remark remember remind repeat reply report
    request respond retort reveal say scoff see shout signal snap speculate state stipulate stress
    suggest suspect swear tell testify think threaten tweet underline underscore urge view voice
    vow warn whisper wonder worry write""".split()
)
# verbs whose object or complement is the content: "accused Kyiv of …", "called it “a sham”"
JUDGE = frozenset(
    """accuse applaud back blame blast brand call castigate caution cheer condemn commend criticise
    criticize decry defend demand denounce deplore deride describe dismiss dub endorse exhort hail
    insist label laud lambast mock oppose praise reaffirm rebuke refuse reject regret refute
    ridicule slam stress support term thank threaten urge warn welcome""".split()
)
# nouns that stand for an act of saying, with "of", "that" or a quotation
NOUNS = frozenset(
    """accusation allegation announcement answer appeal argument assertion assessment assurance
    claim comment complaint criticism declaration demand denial description excuse explanation
    insistence message pledge promise proposal reply report request response statement suggestion
    threat view vow warning words""".split()
)
ACCORDING = ("according to", "in the words of", "in the opinion of", "in the view of", "per")
