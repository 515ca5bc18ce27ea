"""Given names in Russian spelling: they tell a person from a place, and a man from a woman."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kzstance.speakers.roster import Roster, fold
from kzstance.speakers.russian.declension import CASES, forms

_MEN = """александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим
валентин валерий василий виктор виталий владимир владислав вольдемар всеволод вячеслав
геннадий георгий герман глеб григорий давид даниил данил денис дмитрий евгений егор захар иван
игорь илья кирилл константин лев леонид лука макар максим марат марк матвей мирон михаил
никита николай олег остап павел петр платон роман ростислав руслан савелий святослав семен
сергей степан тарас тимофей тимур федор феликс филипп эдуард юлиан юрий яков ян ярослав алим
ахмат ильдар ильяс ринат рустам рашид шамиль эльдар эмиль мурат нурлан ерлан аскар бауржан
данияр ержан касым нурсултан серик талгат армен ашот арам тигран вазген гагик самвел карен
гурген давид георгий ираклий михеил бидзина зураб заза вахтанг отар тенгиз каха леван гия
джордж джон джеймс джо джозеф майкл роберт ричард томас уильям чарльз дэвид дэниел кристофер
стивен марк мартин пол питер саймон эндрю эрик грег грегори кевин ник ллойд джейк энтони тони
дональд дуглас фрэнк генри гарри джек том тим скотт рональд филип жан жозеп жак пьер франсуа
эммануэль николя мишель лоран стефан ганс олаф франк вальтер фридрих клаус карл курт герхард
йенс йорг юрген томаш матеуш анджей ежи яцек радослав дональд мариуш вацлав милош петер роберт
виктор ласло янош золтан александар ивица милорад мило хосе педро луис карлос антонио мануэль
рафаэль джузеппе марио маттео серджо сильвио гвидо реджеп мевлют хакан абдулла мохаммад
мухаммед ахмед али хасан хусейн ибрагим исмаил башар ильхам шавкат эмомали гурбангулы сердар
садыр нарендра субраманьям ральф дитер андреас кристоф марсель бруно оскар отто пекка саули
урмас гитанас эгилс арвидас раймондас эдгарс артис тарье джефф брайан лео шон элон берталан
геральд герард михаэль галин златомир харис""".split()
_WOMEN = """александра алена алина алиса алла анастасия ангелина анна валентина валерия вера
вероника
виктория галина дарья диана евгения екатерина елена елизавета жанна зинаида зоя инна ирина
ксения лариса лидия лилия любовь людмила майя маргарита марина мария надежда наталия наталья
нина оксана олеся ольга полина раиса римма светлана софия софья таисия тамара татьяна ульяна
элина эльвира юлия юля яна ярослава мила влада владислава наталка леся ирена иванна мариана
урсула ангела анналена аннегрет марин джорджия роберта терри тереза элизабет лиз хиллари нэнси
камала кайя кристалина кристин сара санна метте магдалена мадлен мишель барбара линда мелани
каролин карин кайса майя салома жаннет виктория викки нелле ева сахра алис марион гульнара
айгуль асель динара сауле""".split()
_FOLDED = ("аи", "еи", "ии", "ои")  # how the roster folds й
_STEMS = {"павел": "павл", "петр": "петр", "лев": "льв", "любовь": "любов"}


@dataclass(frozen=True, slots=True)
class GivenName:
    """One way to read the form of a given name; ``cases`` as in a Reading."""

    lemma: str
    gender: str
    cases: str


class GivenNames:
    """Forms of given names, those of the roster's people included."""

    def __init__(self, roster: Roster) -> None:
        self._forms: dict[str, list[GivenName]] = {}
        for names, gender in ((_MEN, "m"), (_WOMEN, "f")):
            for name in names:
                self._add(name, gender)
        for name, people in roster.by_name.items():
            first, _, rest = name.partition(" ")
            genders = {p.gender for p in people}
            if rest and len(first) > 2 and "а" <= first[0] <= "я" and len(genders) == 1:
                whole = first[:-1] + "й" if first[-2:] in _FOLDED else first
                self._add(whole, genders.pop() or "m")

    def _add(self, name: str, gender: str) -> None:
        stem = _STEMS.get(name, name)
        parts: tuple[Iterable[str], ...]
        if name[-1] in "бвгджзклмнпрстфхцчшщ" and gender == "f":
            parts = ((name,),) * 6
        elif stem != name:
            ends = ("и", "и", "", "ью", "и") if gender == "f" else ("а", "у", "а", "ом", "е")
            parts = ((name,), *((name if e == "" else stem + e,) for e in ends))
        else:
            parts = forms(name)
        for case, found in zip(CASES, parts, strict=True):
            for form in found:
                self._put(fold(form), name, gender, case)

    def _put(self, form: str, name: str, gender: str, case: str) -> None:
        rows = self._forms.setdefault(form, [])
        for n, row in enumerate(rows):
            if row.lemma == name and row.gender == gender:
                rows[n] = replace(row, cases=row.cases.replace(case, "") + case)
                return
        rows.append(GivenName(name, gender, case))

    def read(self, word: str) -> list[GivenName]:
        """The given names of which ``word`` is a form; of a double name the last part counts."""
        found = self._forms.get(fold(word), [])
        if not found and "-" in word:
            head, last = word.rsplit("-", 1)
            found = [replace(g, lemma=f"{head}-{g.lemma}") for g in self._forms.get(fold(last), [])]
        return found
