// Addresses of this room. Each page has the same word as the call of the API.

export const paths = {
  index: () => '/imports',
  show: (kind: string) => `/imports/${kind}`,
  preview: (kind: string) => `/imports/${kind}/preview`,
} as const;
