// The identity provider of `npm start`, unless the environment names one.

import path from 'node:path';
import { SAML_ROLES } from '../demo/sign-ins.ts';
import { RANK, type Surroundings } from './development.ts';
import { startIdentityProvider, type IdentityPerson } from './identity-provider.ts';
import { isNamed, type Settings } from './instance.ts';
import { DATA } from './places.ts';
import { nextFreePort } from './ports.ts';

export type IdentityPlan = {
  readonly wishedPort: number;
  readonly baseUrl: string;
  readonly people: readonly IdentityPerson[];
};

/** Starts it, and tells the variables that make the house trust it and its groups. */
export async function provideIdentity(
  around: Surroundings,
  { wishedPort, baseUrl, people }: IdentityPlan,
): Promise<Settings> {
  if (isNamed(around.given, 'SAML_IDP_SSO_URL')) return {};
  const port = await nextFreePort(wishedPort);
  const folder = path.join(DATA, 'identity-provider');
  const provider = await startIdentityProvider({ port, folder, baseUrl, people });
  around.atTheEnd(RANK.around, provider.stop);
  return { SAML_ROLES, ...provider.settings };
}
