// Addresses of this room.

export const paths = {
  units: () => '/units',
  unit: (code: string) => `/units/${encodeURIComponent(code)}`,
  costCentres: () => '/cost-centres',
  costCentre: (code: string) => `/cost-centres/${encodeURIComponent(code)}`,
  /** The form that changes a cost centre from a day; posting to it does so. */
  costCentreChange: (code: string) => `/cost-centres/${encodeURIComponent(code)}/change`,
  people: () => '/people',
  person: (email: string) => `/people/${encodeURIComponent(email)}`,
} as const;
