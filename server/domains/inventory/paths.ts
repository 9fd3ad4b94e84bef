// Addresses of this room.

import { segment } from '../../kernel/listing.ts';

export const paths = {
  index: () => '/subscriptions',
  csv: () => '/subscriptions.csv',
  excel: () => '/subscriptions.xlsx',
  show: (id: string) => `/subscriptions/${segment(id)}`,
  /** The form that gives a subscription other owners from a day; posting to it does so. */
  ownership: (id: string) => `/subscriptions/${segment(id)}/ownership`,
} as const;
