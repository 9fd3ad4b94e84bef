// Starts a child and waits: the test kills this process and looks whether the child is ended too.

import { createChildren } from '../../tools/dev/children.ts';

const children = createChildren();
const folder = children.temporaryFolder();
void children
  .start({ name: 'sleeper', command: 'sleep', args: ['300'], output: 'show' })
  .then((child) => {
    console.log(JSON.stringify({ pid: child.pid, folder }));
  });
setInterval(() => undefined, 1000);
