// A house for measuring: quiet, without a demonstration, and with nothing that starts by itself.

import { loadConfig } from '../../config/config.ts';
import { compose, type House } from '../../server/compose.ts';
import { SAML_ROLES } from '../demo/sign-ins.ts';

/** The whole house on a database and a folder, as one of its processes has it. */
export function openHouse(databaseUrl: string, folder: string, process: 'web' | 'worker'): House {
  return compose(
    loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      DATA_FOLDER: folder,
      LOG_LEVEL: 'silent',
      SAML_ROLES,
      DEMO: 'none',
      MONTH_SCHEDULE: 'no',
    }),
    process,
  );
}
