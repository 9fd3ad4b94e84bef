// Addresses of this room.

import { segment } from '../../kernel/listing.ts';

export const paths = {
  units: () => '/units',
  unit: (code: string) => `/units/${segment(code)}`,
  costCentres: () => '/cost-centres',
  costCentre: (code: string) => `/cost-centres/${segment(code)}`,
  /** The form that changes a cost centre from a day; posting to it does so. */
  costCentreChange: (code: string) => `/cost-centres/${segment(code)}/change`,
  costCentreClosing: (code: string) => `/cost-centres/${segment(code)}/closing`,
  people: () => '/people',
  person: (email: string) => `/people/${segment(email)}`,
} as const;
