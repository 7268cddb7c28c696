"""Open a PDF, and its pages as a reader sees them."""

import pypdfium2
import pypdfium2.raw as pdfium

from reading.document import Outcome
from reading.refusal import Refusal

FILLED = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
MAX_ANNOTATIONS = 2000
PASSWORD_NEEDED = "“{name}” is protected by a password. Please attach it without one."
DAMAGED = "“{name}” is damaged and cannot be read. Please print it to a new PDF and attach that."


def open_pdf(content, name):
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(PASSWORD_NEEDED.format(name=name), Outcome.PASSWORD) from error
        raise damaged(name) from error
    if not len(pdf):
        raise damaged(name)
    return pdf


def damaged(name):
    return Refusal(DAMAGED.format(name=name), Outcome.UNREADABLE)


def open_form(pdf):
    """The form of a PDF for pdfium's questions about its fields, before any page is opened; None without one."""
    try:
        pdf.init_forms()
    except pypdfium2.PdfiumError:  # a damaged form: its pages are read all the same
        return None
    return pdf.formenv


def open_page(pdf, index):
    """A page; None when it is damaged."""
    try:
        return pdf[index]
    except pypdfium2.PdfiumError:
        return None


def open_page_to_draw(pdf, index):
    """A page with what people typed into its fields made part of it. None when it is damaged."""
    try:
        page = pdf[index]
        if _has_fields(page):
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = pdf[index]  # only a page that is opened anew shows it
    except pypdfium2.PdfiumError:
        return None
    return page


def _has_fields(page):
    count = min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)
    return any(_kind_of_annotation(page, place) in FILLED for place in range(count))


def _kind_of_annotation(page, place):
    annotation = pdfium.FPDFPage_GetAnnot(page, place)
    if not annotation:
        return None
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind
