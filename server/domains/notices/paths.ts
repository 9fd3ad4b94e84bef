// Where notices and letters are found.

export const paths = {
  mine: () => '/notices',
  reading: () => '/notices/reading',
  letters: () => '/letters',
  sending: (id: number | ':id') => `/letters/${String(id)}/sending`,
};
