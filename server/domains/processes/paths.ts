// Where the policies of waits are found.

import { segment } from '../../kernel/listing.ts';

export const paths = {
  waitPolicies: () => '/wait-policies',
  waitPolicy: (kind: string) => `/wait-policies/${segment(kind)}`,
};
