// Text that goes into XML.

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that no XML document may hold, escaped or not: control characters but tab and newline, and halves of pairs. */
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** A text as XML and HTML hold it; what they cannot hold becomes U+FFFD, so that it shows. */
export function escapedXml(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark).replace(forbidden, "\ufffd");
}
