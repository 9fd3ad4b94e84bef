// Who may see and change who may what.

import { defineRule } from '../../kernel/rule.ts';

/** Users, their rights, grants and service accounts, to look at. */
export const seeAccess = defineRule({
  name: 'access.see',
  roles: ['administrator', 'auditor'],
  everywhere: true,
});

/** Giving and revoking rights, making and revoking tokens, trying what an identity provider sends. */
export const manageAccess = defineRule({
  name: 'access.manage',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeAccess,
});
