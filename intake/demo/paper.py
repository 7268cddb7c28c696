"""Small contracts to attach: real PDF files of one page, made from text."""

from django.core.files.base import ContentFile

CLAUSES = (
    "1. Services. The Vendor provides the services described in the order form.",
    "2. Fees. The Customer pays the fees within 30 days of the invoice date.",
    "3. Term. This Agreement runs for 12 months and renews for further terms of 12 months",
    "   unless either party gives 60 days' notice before the end of the current term.",
    "4. Price changes. The Vendor may raise the fees by up to 7 % for each renewal term.",
    "5. Liability. The liability of the Vendor is limited to the fees paid in the last 12 months.",
    "6. Data. The Vendor processes personal data only on the instructions of the Customer.",
    "7. Publicity. The Vendor may use the Customer's name and logo in its list of customers.",
    "8. Governing law. This Agreement is governed by the laws of the Vendor's seat.",
)

RETURNED = (
    *CLAUSES[:1],
    "2. Fees. The Customer pays the fees within 14 days of the invoice date.",
    *CLAUSES[2:4],
    "4. Liability. The liability of the Vendor is limited to the fees paid in the last 12 months.",
    "5. Data. The Vendor processes personal data only on the instructions of the Customer.",
    "6. Price changes. The Vendor may raise the fees by up to 7 % for each renewal term.",
    "7. Subcontractors. The Vendor may use subcontractors and names each of them on request.",
    "8. Governing law. This Agreement is governed by the laws of the Vendor's seat.",
)
"""What comes back from negotiation: fees edited, price changes moved, subcontractors added, publicity removed."""


def contract_pdf(vendor_name, title, clauses=CLAUSES):
    """An uploadable PDF: the vendor's paper for a deal, in plain English."""
    lines = [f"{vendor_name}: {title}", "Agreement between the Vendor and the Customer", "", *clauses]
    return ContentFile(_pdf(lines), name=f"{vendor_name} agreement.pdf")


def _pdf(lines):
    """A one-page PDF 1.4 that shows `lines`: five objects, their places, and where to start reading."""
    text = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    content = f"BT /F1 11 Tf 16 TL 56 780 Td {text} ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return file + (
        b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(file))
    )


def _escaped(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
