// A date is never broken between two lines. What `{{date}}` writes is a <time>, which the style sheet
// keeps whole; dates inside sentences are found here, when the page is drawn.

/** What is passed over: elements whose text is no running text, and every tag with its attributes. */
const PASSED = String.raw`<(title|textarea|option|script|style|svg|time|pre)\b[\s\S]*?<\/\1>|<[^>]*>`;
const PASSED_OR_DATE = new RegExp(String.raw`${PASSED}|\b\d{4}-\d{2}-\d{2}\b`, 'g');

/** The same page with every date of its sentences in a span that does not break. */
export function withWholeDates(html: string): string {
  return html.replace(PASSED_OR_DATE, (found) =>
    found.startsWith('<') ? found : `<span class="nowrap">${found}</span>`,
  );
}
