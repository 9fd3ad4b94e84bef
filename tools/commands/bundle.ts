// `node --import tsx tools/commands/bundle.ts FILE`: the workflows as one file, for WORKFLOW_BUNDLE.

import { bundleToFile } from '../dev/bundle.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Say which file to write: node --import tsx tools/commands/bundle.ts FILE');
  process.exitCode = 2;
} else {
  void bundleToFile(file).then((written) => {
    console.log(written);
  });
}
