// What may not be told of people with a protected identity, their names and the numbers that they hold or
// held: put out of any text, in whatever spelling it stands there.

/** Puts what must not be told out of a text. */
export type Mask = (text: string) => string;

const DOTS = '•••';
/** What may stand between the digits of a number. */
const BETWEEN = '[ \\u00a0\\u202f()./-]*';
/** A shorter one would put out half of every file. */
const SHORTEST = 4;

/** A mask for names, services' own ids, and numbers as they are compared. */
export function maskOf(secrets: readonly string[]): Mask {
  const patterns = secrets.filter(({ length }) => length >= SHORTEST).map(patternOf);
  if (patterns.length === 0) return (text) => text;
  const secret = new RegExp(`(?<![\\p{L}\\d])(?:${patterns.join('|')})(?![\\p{L}\\d])`, 'giu');
  return (text) => text.replace(secret, DOTS);
}

/** A number of a country with `+`, `00`, `0` or nothing before it; anything else as it is. */
function patternOf(secret: string): string {
  if (!/^\+\d+$/.test(secret)) return secret.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const swedish = secret.startsWith('+46');
  const national = Array.from(secret.slice(swedish ? 3 : 1)).join(BETWEEN);
  return swedish
    ? `(?:(?:\\+|00)?46${BETWEEN}(?:0${BETWEEN})?|0${BETWEEN}|)${national}`
    : `(?:\\+|00)?${national}`;
}
