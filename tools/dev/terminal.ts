// What a tool tells in the terminal: one line a step, with the time since the tool began.

const began = Date.now();

/** One line, with minutes and seconds since the start. */
export function say(line: string): void {
  console.log(`${clock(Date.now() - began)}  ${line}`);
}

/** `1:05`, minutes and seconds. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What went wrong, in the words of whoever noticed it; a stack only where there are no words. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? (error.stack ?? error.name) : error.message;
}
