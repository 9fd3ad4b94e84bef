// Addresses of this room.

export const paths = { start: () => '/' } as const;
