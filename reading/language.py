"""In which language a paper is written: by its letters, and by the small words that every sentence needs.

Reading understands English. What is in another language is shown, but not sorted, and no term is called missing of it.
"""

import re
from collections import Counter
from dataclasses import dataclass

ENGLISH, SEVERAL, UNKNOWN = "en", "mul", ""  # "mul" is ISO 639's word for several languages
UNDERSTOOD = {ENGLISH, UNKNOWN}  # a list of prices has no words that would tell, and is read as English

NAMES = {  # of the languages that are told apart, by their codes
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "other": "another language",
}
SMALL_WORDS = {  # none that English has too, apart from its own
    "en": "the of and to or shall be by for any is that this with as such will may other not are from which under "
    "its all have has each party agreement been upon if must no these their you your it than including between",
    "de": "der das und ist nicht mit von auf für ein eine einer eines einem einen des dem den wird werden oder sich "
    "bei nach zur zum durch als auch sind über dieser diese dieses gemäß sowie hat haben kann ihm soweit kein keine "
    "vom es gilt vertrag vertrages kunde kunden anbieter recht parteien",
    "fr": "la les des du et est une dans par pour que qui sur aux ou avec ce cette sont au ses leur sans ne pas être "
    "entre toute tout ainsi lui celui dont présent sera elle il le contrat prestataire droit loi prix",
    "es": "el los las del que y por con para una su sus al es este esta en se lo como cualquier sin sobre será entre "
    "dicho ello según ser han contrato proveedor cliente ley precio",
    "it": "il di che della del per con gli delle nel sono è una dei alla dal nella non ai alle o ed i le si tra "
    "presente essere ogni entro dalla degli contratto cliente fornitore legge",
    "pt": "não uma os em para com que dos das pelo são ao ou da pela na é seu sua por nos aos entre este esta qualquer "
    "sem será até sobre o e contrato cliente fornecedor lei",
    "nl": "het een van en de dat niet te zijn met voor wordt aan bij deze worden op die is heeft dit door uit indien "
    "partij overeenkomst zal dan tot naar ook geen tenzij klant leverancier recht artikel",
    "sv": "och att det som är av för med den till inte ett ska på en om eller parterna avtalet denna enligt från har",
    "da": "og det er af til ikke som på med den skal en et for eller aftalen denne ved fra har kan efter parterne",
    "no": "og det er av til ikke som på med skal eller ved avtalen denne en et for fra har kan etter partene dersom",
    "fi": "ja ei että tai sekä ovat joka tämän sen sopimus sopimuksen mukaan jos kun osapuoli toimittaja asiakas",
    "pl": "w z na nie się oraz lub przez jest umowy od za o do dla strony że niniejszej ze po przy jako",
    "cs": "a se na je v že nebo pro smlouvy podle které s z tato této dle není za od ve být bude strany",
    "hr": "i u na je se za od ili ugovora prema nije ovaj koji koje strane iz kao ako biti su da",
    "hu": "a az és hogy nem egy vagy szerint szerződés felek által is ha meg jelen amely valamint",
    "ro": "și în de la cu pe nu sau din care este prin pentru un al ale părți contract contractului va ce se",
    "tr": "ve bir bu ile için veya olarak olan tarafından sözleşme göre da de her kadar taraf",
    "id": "dan yang dengan untuk dari atau ini dalam pada oleh tidak pihak akan perjanjian adalah",
    "vi": "và của các được trong cho với này không bên theo hợp đồng có là",
}
COMMON_WITH_ENGLISH = frozenset(re.findall(r"\w+", "is in on for do to no as at an or has en de la die"))
_WORDS = {  # single letters stand for parties, places and rows in papers of any language
    code: frozenset(word for word in words.split() if len(word) > 1 or code == "en")
    for code, words in SMALL_WORDS.items()
}
_OTHERS = frozenset().union(*(words for code, words in _WORDS.items() if code != ENGLISH)) - _WORDS[ENGLISH]

WORD = re.compile(r"[^\W\d_]+")
NOT_LATIN = re.compile(
    "[\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u097f\u0e00-\u0e7f\u1100-\u11ff"
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufeff]"
)
SCRIPTS = (  # in the order in which they are looked for: Japanese and Korean use Chinese signs too
    ("ja", re.compile("[\u3040-\u30ff\u31f0-\u31ff]"), 0.08),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), 0.5),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af\u06cc]"), 0.04),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"), 0.5),
    ("he", re.compile("[\u0590-\u05ff]"), 0.5),
    ("uk", re.compile("[іїєґІЇЄҐ]"), 0.02),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.5),
    ("el", re.compile("[\u0370-\u03ff]"), 0.5),
    ("hi", re.compile("[\u0900-\u097f]"), 0.5),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.5),
)
NOT_ENGLISH, PARTLY = "Not in English", "Partly not in English"  # how notes on languages begin
LEAST_LETTERS = 2  # of another script, in a clause, before it can be in another language
FOREIGN_SHARE = 0.3  # of the letters: names and signs of other scripts stand in English papers, too
LEAST_WORDS = 2  # different small ones of a language, before they say anything
LEAST_SHARE = 0.12  # of the words: every sentence of the languages that we know has more
FEW = 0.004  # of a document's words: with fewer small words of other languages nobody looks at single clauses
A_LOT = 0.05  # of a document's letters: with so many in another language its paper is in several
LONG = 60  # words; a text of that length without one small word that we know is in a language that we do not


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of a document, that of each of its clauses, and what there is to say about it."""

    document: str
    clauses: tuple[str, ...]
    notes: tuple[str, ...]


def language_of(text):
    """The code of the language of some words; UNKNOWN where they do not say."""
    script = _by_script(text)
    if script:
        return script
    words = WORD.findall(text.lower())
    if not words:
        return UNKNOWN
    hits, kinds = _hits(words)
    best = max(hits, key=hits.get)
    says = kinds[best] >= LEAST_WORDS and hits[best] >= LEAST_SHARE * len(words)
    if best != ENGLISH and says and hits[best] > 1.25 * hits[ENGLISH]:
        return best
    return ENGLISH if hits[ENGLISH] else UNKNOWN


def _of_the_whole(text):
    """The same of a whole document, which is in no language that we know if it has none of its small words."""
    code, words = language_of(text), WORD.findall(text)
    return "other" if code == UNKNOWN and len(words) >= LONG and _is_prose(words) else code


def languages_of(text, clauses):
    """The languages of a document that was cut into these clauses."""
    if _is_plain_english(text):
        return Languages(ENGLISH, (ENGLISH,) * len(clauses), ())
    whole = _of_the_whole(text)
    own = [language_of(clause.text) for clause in clauses]
    known = _filled(own, whole)
    counts = Counter()
    for clause, code in zip(clauses, known, strict=True):
        counts[code] += sum(map(str.isalpha, clause.text))
    total = sum(counts.values()) or 1
    main = max(counts, key=counts.get) if counts else whole
    foreign = sorted((code for code in counts if code not in UNDERSTOOD), key=lambda code: -counts[code])
    english = counts[ENGLISH] + counts[UNKNOWN]
    if not foreign:
        return Languages(ENGLISH if main == ENGLISH or whole == ENGLISH else whole, known, ())
    if english < A_LOT * total:
        return Languages(main, known, (_not_english(main),))
    if sum(counts[code] for code in foreign) >= A_LOT * total:
        return Languages(SEVERAL, known, (f"{_partly(foreign)}, so nothing is called missing.",))
    return Languages(ENGLISH, known, (f"{_partly(foreign)}.",))


def is_understood(code):
    return code in UNDERSTOOD


def language_name(code):
    """“German”; “several languages” for a paper that is partly in another one than English."""
    return "several languages" if code == SEVERAL else NAMES.get(code, NAMES["other"])


def is_note_on_language(sentence):
    return sentence.startswith((NOT_ENGLISH, PARTLY))


def _not_english(code):
    return f"{NOT_ENGLISH}: clauses are shown, not sorted. It is in {NAMES[code]}, so nothing is called missing."


def _partly(codes):
    names = [NAMES[code] for code in codes]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return f"{PARTLY}: clauses in {listed} are shown, not sorted"


def _by_script(text):
    foreign = len(NOT_LATIN.findall(text))
    if foreign < LEAST_LETTERS:
        return ""
    alphabetic = sum(map(str.isalpha, text)) or 1
    if foreign < FOREIGN_SHARE * alphabetic:
        return ""
    return next((code for code, pattern, share in SCRIPTS if len(pattern.findall(text)) >= share * foreign), "other")


def _hits(words):
    """({language: how many words are small ones of it}, {language: how many different ones}).

    A word that English has too counts for English alone.
    """
    counts, hits, kinds = Counter(words), {}, {}
    for code, of_language in _WORDS.items():
        times = [
            counts[word]
            for word in of_language
            if word in counts and (code == ENGLISH or word not in COMMON_WITH_ENGLISH)
        ]
        hits[code], kinds[code] = sum(times), len(times)
    return hits, kinds


def _is_prose(words):
    """Sentences, not a list of names and prices: most words are written small."""
    return sum(word.islower() for word in words) >= 0.7 * len(words)


def _is_plain_english(text):
    """A quick look at the whole, for all those papers in which there is nothing to find out."""
    if len(NOT_LATIN.findall(text)) > max(LEAST_LETTERS, FEW * len(text)):
        return False
    counts = Counter(text.lower().split())
    total = sum(counts.values())
    english = sum(counts[word] for word in _WORDS[ENGLISH])
    others = sum(counts[word] for word in _OTHERS - COMMON_WITH_ENGLISH)
    return english > 0.15 * total and others <= FEW * total


def _filled(own, whole):
    """What a clause does not say of itself it has from the one before it, the first ones from the next that says."""
    first = next((code for code in own if code), whole)
    filled, last = [], first
    for code in own:
        last = code or last
        filled.append(last)
    return tuple(filled)
