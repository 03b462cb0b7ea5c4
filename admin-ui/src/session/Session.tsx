/** Who is signed in, for every page; a client of its own for each person, so that nothing is shared. */

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type Client, Provider, useClient, useQuery } from 'urql';
import { draftsOf, forgetDrafts } from '../forms/drafts.js';
import { unsaved } from '../forms/unsaved.js';
import { createRegisterClient } from '../graphql/client.js';
import { closeLive } from '../graphql/live.js';
import { graphql, type ResultOf } from '../graphql/tada.js';
import { Failure } from '../ui/Failure.js';
import { Loading } from '../ui/Loading.js';
import { sessionEnded } from './ended.js';
import { forgetHeld, resumeHeld } from './exchange.js';
import { SignInAgain } from './SignInAgain.js';
import { AS_ANYONE, showsAccount } from './shown.js';

export const ViewerQuery = graphql(`
  query Session_Viewer {
    viewer {
      kind
      mustEnrol
      user {
        id
        name
        email
        agency { id name slug }
      }
      roles {
        id
        role
        partnership { id slug name }
        agency { id slug name memberships(first: 50) { nodes { partnership { id slug name } } } }
      }
      agencies { id slug name }
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
export type PartnershipRef = { id: string; slug: string; name: string };

type Session = {
  /** Null when nobody is signed in. */
  viewer: Viewer | null;
  /** Asks again who is signed in, after signing in or after a role changed; resolves when it is known. */
  refresh(): Promise<unknown>;
  /** Forgets everything of the person who was signed in, their drafts too. */
  forget(): void;
};

const SessionContext = createContext<Session | null>(null);

/** Gives every page below it a client and the person who is signed in. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [{ client, visit }, setClient] = useState<{ client: Client; visit: number }>(() => ({
    client: createRegisterClient(),
    visit: 0,
  }));
  const forget = useCallback(() => {
    forgetDrafts();
    forgetHeld();
    closeLive();
    setClient((old) => ({ client: createRegisterClient(), visit: old.visit + 1 }));
  }, []);
  return (
    <Provider value={client}>
      {/* Everything is drawn anew for the next person: no state of the last one is left. */}
      <Known key={visit} forget={forget}>
        {children}
      </Known>
    </Provider>
  );
}

function Known({ forget, children }: { forget(): void; children: ReactNode }) {
  const [{ data, error, fetching }] = useQuery({
    query: ViewerQuery,
    requestPolicy: 'network-only',
    context: AS_ANYONE,
  });
  // The person whose page this is stays known while their session is being renewed.
  const [known, setKnown] = useState<Viewer | null>(null);
  const [ended, setEnded] = useState(false);
  const answered = data?.viewer ?? null;
  useEffect(() => {
    if (answered) setKnown((old) => (old && idOf(old) !== idOf(answered) ? old : answered));
    else if (data && known) setEnded(true);
  }, [answered, data, known]);
  const client = useClient();
  // The same question as above: its answer reaches both.
  const refresh = useCallback(async () => {
    const context = { requestPolicy: 'network-only' as const, ...AS_ANYONE };
    return (await client.query(ViewerQuery, {}, context).toPromise()).data?.viewer ?? null;
  }, [client]);
  // Somebody else who signed in in another tab does not take this page over.
  const other = known && answered && idOf(answered) !== idOf(known) ? answered : null;
  const viewer = other ? known : (answered ?? known);
  // Before any form below is drawn, which reads its draft at once.
  draftsOf(idOf(viewer));
  showsAccount(idOf(viewer));
  const session = useMemo(() => ({ viewer, refresh, forget }), [viewer, refresh, forget]);

  useEffect(() => {
    if (!known) return;
    return sessionEnded.watch(async (how) => {
      if (how === 'nobody') return setEnded(true);
      // If it is the same person again by now, what was refused is sent after all.
      if (idOf(await refresh()) === idOf(known)) resumeHeld();
    });
  }, [known, refresh]);
  useAskedOnReturn(refresh, known !== null);

  if (!data && fetching) return <Loading what="the register" />;
  if (!data && error) return <Failure error={error} retry={refresh} />;
  return (
    <SessionContext value={session}>
      {children}
      {(ended || other) && known ? (
        <SignInAgain
          name={known.user?.name ?? ''}
          other={other?.user?.name ?? null}
          email={known.user?.email ?? ''}
          onSignedIn={(user) => {
            // Somebody else must not send what another person wrote.
            if (user !== idOf(known)) {
              unsaved.letGo();
              forget();
              return location.assign('/admin/');
            }
            setEnded(false);
            refresh();
            resumeHeld();
          }}
          onLeave={() => {
            unsaved.letGo();
            // The other person's drafts are theirs, and stay.
            if (other) forgetDrafts(idOf(known));
            else forget();
            location.assign(other ? '/admin/' : '/admin/sign-in');
          }}
        />
      ) : null}
    </SessionContext>
  );
}

const idOf = (viewer: Viewer | null) => viewer?.user?.id ?? '';

/** Whoever comes back to this window learns at once that their session has ended. */
function useAskedOnReturn(ask: () => void, signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    const back = () => {
      if (document.visibilityState === 'visible') ask();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [ask, signedIn]);
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is only for what stands inside SessionProvider');
  return session;
}

/** The person who is signed in, on pages that nobody else sees. */
export function useViewer(): Viewer {
  const { viewer } = useSession();
  if (!viewer) throw new Error('useViewer is only for pages inside RequireSignIn');
  return viewer;
}

/** The partnerships in which the person holds a role, by name. */
export function partnershipsOf(viewer: Viewer): PartnershipRef[] {
  const found = new Map<string, PartnershipRef>();
  for (const { partnership, agency } of viewer.roles) {
    const theirs = partnership
      ? [partnership]
      : (agency?.memberships.nodes.map((each) => each.partnership) ?? []);
    for (const each of theirs) found.set(each.id, each);
  }
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** Whether the person holds the role: anywhere, or in one partnership (a role in all of them counts). */
export function holds(
  viewer: Viewer,
  role: Viewer['roles'][number]['role'],
  partnership?: string,
): boolean {
  return viewer.roles.some(
    (held) =>
      held.role === role &&
      (!partnership || !held.partnership || held.partnership.id === partnership),
  );
}
