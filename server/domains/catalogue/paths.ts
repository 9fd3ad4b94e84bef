// Addresses of this room.

export const paths = {
  suppliers: () => '/suppliers',
  supplier: (code: string) => `/suppliers/${encodeURIComponent(code)}`,
  prices: () => '/prices',
  /** The form that gives an item another price from a day; posting to it does so. */
  priceChange: () => '/prices/change',
} as const;
