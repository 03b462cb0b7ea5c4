type Role = { role: string; partnership: { id: string } | null };
type Key = { isRevoked: boolean; partnership: { id: string } | null };

/** Whether a key is the viewer's to revoke: administrators' all, coordinators' those of their partnership. */
export function mayRevoke(roles: readonly Role[], key: Key): boolean {
  if (key.isRevoked) return false;
  return roles.some(
    ({ role, partnership }) =>
      role === 'ADMINISTRATOR' ||
      (role === 'COORDINATOR' && partnership !== null && partnership.id === key.partnership?.id),
  );
}
