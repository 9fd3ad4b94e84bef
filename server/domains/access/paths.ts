// Addresses of this room.

export const paths = {
  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  signedOut: () => '/signed-out',
  mine: () => '/my-rights',
  users: () => '/users',
  user: (id: number | string) => `/users/${String(id)}`,
  grants: (userId: number | string) => `/users/${String(userId)}/grants`,
  revocation: (grantId: number | string) => `/grants/${String(grantId)}/revocation`,
  serviceAccounts: () => '/service-accounts',
  accountRevocation: (id: number | string) => `/service-accounts/${String(id)}/revocation`,
  samlTest: () => '/saml-test',
} as const;
