// Mocha's spec reporter, and last of all one line that people and machines can read. The runner
// behind `npm test` names a file for the counts instead, and prints one line for all its parts.
'use strict';

const { appendFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const counts = { passed: 0, failed: 0, skipped: 0 };
    runner.on(Runner.constants.EVENT_TEST_PASS, () => (counts.passed += 1));
    runner.on(Runner.constants.EVENT_TEST_FAIL, () => (counts.failed += 1));
    runner.on(Runner.constants.EVENT_TEST_PENDING, () => (counts.skipped += 1));
    process.once('exit', () => {
      const file = process.env.TEST_COUNTS_FILE;
      if (file) appendFileSync(file, `${JSON.stringify(counts)}\n`);
      else {
        console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
      }
    });
  }
};
