// What comes in with a request for notices and letters.

import { z } from 'zod';
import { LETTER_STATES } from './types.ts';

const Before = z.coerce.number().int().positive().optional();

export const MyNoticesQuery = z.strictObject({ before: Before });

/** Marks everything up to a letter as read: what came later stays unread. */
export const ReadingForm = z.strictObject({ upTo: z.coerce.number().int().positive() });

export const LettersQuery = z.strictObject({
  state: z.enum(LETTER_STATES).or(z.literal('')).default(''),
  before: Before,
});

export const SendingForm = z.strictObject({ id: z.coerce.number().int().positive() });
