// Every room's activities under their names. Each is a thin adapter over a command.

import type { House } from '../server/compose.ts';
import type { Activities } from './worker.ts';

export function createActivities(_house: House): Activities {
  return {};
}
