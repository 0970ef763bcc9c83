import { call, useSession, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

/** All roles, where the person may see them. */
export function useRoles() {
  const { can } = useSession();
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => call('GET /staff/roles'), enabled: can('roles') });
  return roles.data?.items ?? [];
}

/** Preset roles are named in the person's language, custom ones as they were named. */
export function useRoleName(): (role: { name: string; preset: string | null }) => string {
  const word = useWord();
  return (role) => (role.preset ? word('role', role.preset) : role.name);
}
