// The first file of a thread: tsx does not reach into threads on Node 20, so it is registered here
// before the TypeScript file that `workerData.file` names.

import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
void import(workerData.file);
