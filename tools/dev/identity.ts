// The identity provider of `npm start`, unless the environment names one.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { SAML_ROLES } from '../demo/sign-ins.ts';
import type { Person } from './demonstration.ts';
import { RANK, type Surroundings } from './development.ts';
import type { Settings } from './instance.ts';
import { DATA } from './places.ts';
import { nextFreePort } from './ports.ts';

type Provider = {
  readonly url: string;
  readonly settings: Settings;
  readonly stop: () => Promise<void>;
};

type ProviderModule = {
  readonly startIdentityProvider: (options: {
    readonly port: number;
    readonly folder: string;
    readonly baseUrl: string;
    readonly people: readonly Person[];
  }) => Promise<Provider>;
};

export type IdentityOptions = {
  readonly wishedPort: number;
  readonly baseUrl: string;
  readonly people: readonly Person[];
};

/** Starts it, and tells the variables that make the house trust it. */
export async function provideIdentity(
  around: Surroundings,
  { wishedPort, baseUrl, people }: IdentityOptions,
): Promise<Settings> {
  if (around.given['SAML_IDP_SSO_URL'] !== undefined) return {};
  const file = path.join(import.meta.dirname, 'identity-provider.ts');
  if (!existsSync(file)) return { SAML_ROLES };
  const { startIdentityProvider } = (await import(file)) as ProviderModule;
  const port = await nextFreePort(wishedPort);
  const folder = path.join(DATA, 'identity-provider');
  const provider = await startIdentityProvider({ port, folder, baseUrl, people });
  around.atTheEnd(RANK.around, provider.stop);
  return { SAML_ROLES, ...provider.settings };
}
