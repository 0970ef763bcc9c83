import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { call } from '../http/call.ts';
import { problemKind, toProblem } from '../http/problem.ts';
import { ErrorState } from '../parts/states.tsx';
import { useNews } from '../realtime/use-realtime.tsx';
import { TwoFactorDialog } from '../two-factor/TwoFactorDialog.tsx';
import { ChangePasswordScreen } from './ChangePassword.tsx';
import { SignInScreen } from './SignInScreen.tsx';
import { Splash } from './Splash.tsx';
import { type Me, SESSION_KEY, type Session, SessionContext } from './use-session.ts';

/** Asks who is there: shows the sign-in, the forced change of a first password, or the app. */
export function SessionGate(props: { app: 'console' | 'agent'; product: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState<string | null>(null);
  const me = useQuery({ queryKey: SESSION_KEY, queryFn: () => call('GET /staff/me'), staleTime: 60_000 });
  const again = () => queryClient.invalidateQueries({ queryKey: SESSION_KEY });
  const problem = me.error ? toProblem(me.error) : null;
  const mustChange = me.data?.staff.mustChangePassword || problem?.code === 'password_change_required';
  if (mustChange) {
    return <ChangePasswordScreen product={props.product} current={password} onDone={() => void again()} />;
  }
  if (problem && problemKind(problem) === 'signed-out') {
    return (
      <SignInScreen
        app={props.app}
        product={props.product}
        onSignedIn={(used) => {
          setPassword(used);
          void again();
        }}
      />
    );
  }
  if (me.data) return <SignedIn me={me.data}>{props.children}</SignedIn>;
  return problem ? <ErrorState error={me.error} onRetry={() => void me.refetch()} /> : <Splash />;
}

function SignedIn(props: { me: Me; children: ReactNode }) {
  const endSession = useEndSession();
  const signOut = useCallback(() => {
    void call('POST /staff/auth/sign-out').finally(endSession);
  }, [endSession]);
  const session = useMemo<Session>(() => {
    const held = new Set(props.me.permissions);
    return { ...props.me, can: (permission) => held.has(permission), signOut };
  }, [props.me, signOut]);
  return (
    <SessionContext value={session}>
      <SessionEndWatch onEnd={endSession} />
      {props.children}
      <TwoFactorDialog />
    </SessionContext>
  );
}

/** A frozen or signed-out account leaves the screen at once, not at its next request. */
function SessionEndWatch(props: { onEnd: () => void }) {
  useNews(['me'], (news) => {
    if (news.name === 'session.ended') props.onEnd();
  });
  return null;
}

/** Forgets everything that was read for this person and asks anew who is there. */
function useEndSession(): () => void {
  const queryClient = useQueryClient();
  return useCallback(() => {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] });
    void queryClient.resetQueries({ queryKey: SESSION_KEY });
  }, [queryClient]);
}
