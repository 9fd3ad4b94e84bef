// Addresses of this room.

export const paths = {
  index: () => '/subscriptions',
  csv: () => '/subscriptions.csv',
  excel: () => '/subscriptions.xlsx',
  show: (id: string) => `/subscriptions/${encodeURIComponent(id)}`,
  /** The form that gives a subscription other owners from a day; posting to it does so. */
  ownership: (id: string) => `/subscriptions/${encodeURIComponent(id)}/ownership`,
} as const;
