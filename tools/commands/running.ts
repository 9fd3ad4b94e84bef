// How every command runs: what a person did wrong is told in words, a bug with its stack, and the
// exit code is 1 for both.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Refusal } from '../../server/kernel/refusal.ts';
import { faultText } from '../dev/terminal.ts';

/** What a person typed was not understood: told with how to type it. */
export class Misuse extends Error {}

/** Somebody asked how a command is typed: that is the whole answer, and no fault. */
class Help extends Error {}

/** Runs the command to its end, once the file that calls this has been read to its end. */
export function runCommand(command: () => Promise<void> | void): void {
  Promise.resolve()
    .then(command)
    .catch((error: unknown) => {
      if (error instanceof Help) {
        console.log(error.message);
        return;
      }
      const isTold = error instanceof Misuse || error instanceof Refusal;
      console.error(isTold ? faultText(error) : error);
      process.exitCode = 1;
    });
}

/**
 * The flags of the command line and at most so many words; what is not known, and a word too many, is a
 * Misuse that tells the usage.
 */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
  mostWords = 0,
) {
  const told = `Usage: ${usage}`;
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    throw new Help(told);
  }
  const read = parsed(options, told);
  const tooMany = read.positionals.slice(mostWords);
  if (tooMany.length > 0) throw new Misuse(`Not understood: ${tooMany.join(' ')}\n${told}`);
  return read;
}

function parsed<const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  told: string,
) {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own words are about `--`, which npm has used already.
    const [said = ''] = faultText(error).split('. ');
    throw new Misuse(`${said}\n${told}`);
  }
}
