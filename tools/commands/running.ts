// How every command runs: what a person did wrong is told in words, a bug with its stack, and the
// exit code is 1 for both.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Refusal } from '../../server/kernel/refusal.ts';
import { faultText } from '../dev/terminal.ts';

/** What a person typed was not understood: told with how to type it. */
export class Misuse extends Error {}

/** Runs the command to its end, once the file that calls this has been read to its end. */
export function runCommand(command: () => Promise<void> | void): void {
  Promise.resolve()
    .then(command)
    .catch((error: unknown) => {
      const isTold = error instanceof Misuse || error instanceof Refusal;
      console.error(isTold ? faultText(error) : error);
      process.exitCode = 1;
    });
}

/** The flags and words of the command line; what is not known is a Misuse that tells the usage. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misuse(`${faultText(error)}\nUsage: ${usage}`);
  }
}
