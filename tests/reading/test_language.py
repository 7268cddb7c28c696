"""In which language a paper is: said, and only what is in English is sorted."""

import json
import subprocess
import sys

import pytest

from reading.clauses import segment
from reading.document import Document, Page, Side
from reading.language import COMMON_WITH_ENGLISH, NAMES, SMALL_WORDS, language_of, languages_of
from reading.processes.parents import ROOT
from reading.understand import understand

ENGLISH = """1. Fees. The Customer shall pay the fees within thirty (30) days of receipt of the invoice.

2. Liability. The total liability of the Supplier is limited to EUR 100,000.

3. Governing law. This Agreement is governed by the laws of Ireland."""

PAPERS = {
    "de": """Softwarelizenzvertrag

§ 1 Vertragsgegenstand. Der Anbieter überlässt dem Kunden die Software zur Nutzung für die Dauer des Vertrages.

§ 2 Vergütung. Die Vergütung beträgt EUR 12.000 pro Jahr und ist innerhalb von 30 Tagen nach Rechnung zu zahlen.

§ 3 Haftung. Die Haftung ist auf die Höhe der jährlichen Vergütung begrenzt.

Es gilt deutsches Recht.""",
    "fr": """CONTRAT DE SERVICES

Article 1 - Objet. Le présent contrat a pour objet de définir les conditions dans lesquelles le Prestataire fournit
les services au Client.

Article 2 - Prix. Le prix est de 10 000 EUR hors taxes, payable à trente (30) jours.

Article 3 - Loi applicable. Le contrat est soumis au droit français.""",
    "es": """CONTRATO DE SERVICIOS

Primera. Objeto. El Proveedor prestará los servicios al Cliente durante doce meses.

Segunda. Precio. El Cliente pagará EUR 1.000 al mes dentro de los 30 días siguientes a la factura.

Tercera. Ley aplicable. El contrato se rige por la ley española.""",
    "nl": """OVEREENKOMST

1. Betaling. De Klant betaalt de facturen binnen 30 dagen na ontvangst van de factuur.

2. Toepasselijk recht. Op deze overeenkomst is Nederlands recht van toepassing.""",
    "it": """CONTRATTO DI SERVIZI

1. Oggetto. Il Fornitore presta al Cliente i servizi che sono descritti nel presente contratto.

2. Prezzo. Il Cliente paga EUR 1.000 entro 30 giorni dalla data della fattura.""",
    "pt": """CONTRATO DE SERVIÇOS

1. Objeto. O Fornecedor presta os serviços ao Cliente nos termos do presente contrato.

2. Preço. O Cliente pagará EUR 1.000 no prazo de 30 dias, e não será devido qualquer outro valor.""",
    "sv": """AVTAL

1. Betalning. Kunden ska betala fakturan inom 30 dagar från det att den har mottagits.

2. Lag. Svensk lag ska gälla för avtalet och för alla tvister som uppstår av det.""",
    "pl": """UMOWA

1. Płatność. Klient zapłaci fakturę w terminie 30 dni od jej otrzymania, o ile strony nie postanowią inaczej.

2. Prawo. Do niniejszej umowy stosuje się prawo polskie oraz przepisy, które je uzupełniają.""",
    "ja": """第1条（目的）

本契約は、甲が乙に対しソフトウェアの使用を許諾する条件を定めるものである。

第2条（料金） 乙は甲に対し、月額金100,000円を30日以内に支払うものとする。""",
    "zh": """第一条 本合同适用中华人民共和国法律。

第二条 买方应在收到发票后30日内支付价款100,000元。""",
    "ko": """제1조 본 계약은 공급자가 고객에게 서비스를 제공하는 조건을 정한다.

제2조 고객은 청구서를 받은 날부터 30일 이내에 100,000원을 지급한다.""",
    "ar": """المادة 1: الموضوع. يلتزم المورد بتقديم الخدمات إلى العميل وفقا لهذا العقد.

المادة 2: السعر. يدفع العميل مبلغ 10,000 دولار خلال 30 يوما من تاريخ الفاتورة.""",
    "he": """1. הספק יספק ללקוח את השירותים בהתאם להסכם זה.

2. הלקוח ישלם 10,000 ש"ח בתוך 30 יום.""",
    "ru": """1. Оплата. Заказчик оплачивает счёт в течение 30 дней с даты его получения.

2. Право. Настоящий договор регулируется правом Российской Федерации.""",
    "uk": """1. Оплата. Замовник сплачує рахунок протягом 30 днів від дати його отримання.

2. Право. Цей договір регулюється правом України.""",
    "el": """1. Πληρωμή. Ο Πελάτης καταβάλλει το τίμημα εντός 30 ημερών από την έκδοση του τιμολογίου.

2. Δίκαιο. Η παρούσα διέπεται από το ελληνικό δίκαιο.""",
}


def understood(text):
    return understand(Document("paper", text, (Page(1, 0, len(text)),)))


@pytest.mark.parametrize("code", PAPERS)
def test_paper_in_another_language_is_shown_and_not_sorted(code):
    document = understood(PAPERS[code])
    assert (document.language, document.notes) == (
        code,
        (f"Not in English: clauses are shown, not sorted. It is in {NAMES[code]}, so nothing is called missing.",),
    )
    assert document.clauses
    assert all((clause.types, clause.side) == ((), Side.NEITHER) for clause in document.clauses)
    assert document.facts == ()


def test_english_paper_is_sorted_without_a_note():
    document = understood(ENGLISH)
    assert (document.language, document.notes) == ("en", ())
    assert [clause.types[0].name for clause in document.clauses] == ["payment-terms", "liability", "governing-law"]
    assert document.facts


BILINGUAL = """1. Zahlung. Der Kunde zahlt die Rechnungen innerhalb von 30 Tagen nach deren Erhalt.

1. Fees. The Customer shall pay the fees within thirty (30) days of receipt of the invoice.

2. Haftung. Die Haftung des Anbieters ist der Höhe nach auf EUR 100.000 begrenzt.

2. Liability. The total liability of the Supplier is limited to EUR 100,000."""


def test_bilingual_paper_is_sorted_only_where_it_is_in_english():
    document = understood(BILINGUAL)
    assert document.language == "mul"
    assert document.notes == (
        "Partly not in English: clauses in German are shown, not sorted, so nothing is called missing.",
    )
    assert [(clause.types[:1] and clause.types[0].name, str(clause.side)) for clause in document.clauses] == [
        ((), "neither"),
        ("payment-terms", "commercial"),
        ((), "neither"),
        ("liability", "legal"),
    ]
    assert all("Kunde" not in fact.text and "Anbieter" not in fact.text for fact in document.facts)


def test_one_foreign_sentence_makes_no_foreign_paper():
    text = "\n\n".join([ENGLISH] * 8) + "\n\nDiese Klausel ist in der deutschen Fassung nicht enthalten."
    document = understood(text)
    assert document.language == "en"
    assert document.notes == ("Partly not in English: clauses in German are shown, not sorted.",)
    assert document.clauses[-1].types == ()


@pytest.mark.parametrize(
    "text",
    [
        "Supplier: La Poste des Pays de la Loire\n\nCustomer: Société du Pont de la Tour\n\nFees: EUR 1,000 per month",
        "SKU | Qty | Price\n\nA-1 | 2 | 100\n\nB-2 | 3 | 200",
        "Governing law | England and Wales\n\nLiability cap | 125 % of the Fees\n\nPayment | Net 45",
        "This Agreement is between Müller & Söhne GmbH für Maschinenbau und Technik, Köln, and Ärzte der Welt e. V.",
        "The service level is called “Vertrag und Haftung” in the German edition of the handbook.",
        "The parties are 株式会社テスト (the Supplier) and Beta Ltd, and both of them sign by 31 March 2027.",
    ],
    ids=["names", "prices", "rows", "a German company", "a quoted title", "a Japanese company"],
)
def test_names_and_figures_make_no_foreign_paper(text):
    document = understood(text)
    assert document.language in ("en", None)
    assert document.notes == ()


def test_clause_without_telling_words_is_taken_to_be_in_the_language_around_it():
    languages = languages_of(PAPERS["de"], segment(PAPERS["de"]))
    assert set(languages.clauses) == {"de"}


def test_note_is_not_said_twice_when_a_document_is_understood_again():
    document = understood(PAPERS["fr"])
    assert understand(document).notes == document.notes


def test_unknown_language_is_not_read_as_english():
    """Basque: none of its small words is known here."""
    text = (
        "Kontratu honek hornitzaileak bezeroari emango dizkion zerbitzuak arautzen ditu. Bezeroak fakturak jaso eta "
        "hogeita hamar eguneko epean ordainduko ditu. Hornitzaileak ez du zeharkako kalteen erantzukizunik izango. "
    ) * 3
    document = understood(text)
    assert document.language == "other"
    assert document.notes[0].startswith("Not in English: clauses are shown, not sorted. It is in another language")


def test_no_small_word_of_another_language_is_english_by_itself():
    """“was” and “so” are German too, and say nothing."""
    english = set(SMALL_WORDS["en"].split()) - COMMON_WITH_ENGLISH
    assert {code for code, words in SMALL_WORDS.items() if english & set(words.split())} == {"en"}


@pytest.mark.parametrize(("text", "code"), [("", ""), ("42", ""), ("ACME Inc.", ""), ("§§§", "")])
def test_what_has_no_words_tells_no_language(text, code):
    assert language_of(text) == code


def test_command_prints_language_and_notes(tmp_path):
    (tmp_path / "a.txt").write_text(PAPERS["de"], encoding="utf-8")
    command = [sys.executable, "-m", "reading", "--text", str(tmp_path / "a.txt")]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
    assert (printed["language"], len(printed["notes"])) == ("de", 1)
