// Addresses of this room.

import { segment } from '../../kernel/listing.ts';

export const paths = {
  suppliers: () => '/suppliers',
  supplier: (code: string) => `/suppliers/${segment(code)}`,
  prices: () => '/prices',
  /** The form that gives an item another price from a day; posting to it does so. */
  priceChange: () => '/prices/change',
} as const;
