import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { refusal } from '../../forms/errors.js';
import { useFlash } from '../../layout/flash.js';
import { Button } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { type Column, Table } from '../../ui/Table.js';
import { count, moment } from '../../ui/words.js';
import { clientWords } from './clientWords.js';
import { EndOtherSessions, EndSession, type SessionRow, SessionsQuery } from './queries.js';

/** Where one is signed in; what one does not know can be ended here. */
export default function SessionsPage() {
  const [query, ask] = useQuery({ query: SessionsQuery, requestPolicy: 'network-only' });
  const { end, endOthers, busy } = useEnding(() => ask({ requestPolicy: 'network-only' }));
  return (
    <Page title="Where you are signed in">
      <p className="govuk-body">
        If there is one that you do not know, end it and change your password.
      </p>
      <Loaded query={query} retry={ask} what="your sessions">
        {({ sessions }) => (
          <>
            <Table
              caption="Your sessions"
              captionHidden
              columns={columns(end, busy)}
              rows={sessions}
              rowKey={({ id }) => id}
              empty="You are signed in nowhere."
            />
            {sessions.length > 1 ? (
              <Button kind="warning" onClick={endOthers} disabled={busy}>
                End all other sessions
              </Button>
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function useEnding(again: () => void) {
  const client = useClient();
  const flash = useFlash();
  const [busy, setBusy] = useState(false);
  const run = async (deed: () => Promise<string>) => {
    setBusy(true);
    flash.show(await deed());
    setBusy(false);
    again();
  };
  const end = (id: string) =>
    run(async () => {
      const { error } = await client.mutation(EndSession, { input: { id } }).toPromise();
      return error ? refusal(error).message : 'Session ended';
    });
  const endOthers = () =>
    run(async () => {
      const { data, error } = await client.mutation(EndOtherSessions, {}).toPromise();
      if (error) return refusal(error).message;
      return `${count(data?.endOtherSessions?.ended ?? 0, 'session')} ended`;
    });
  return { end, endOthers, busy };
}

function columns(end: (id: string) => void, busy: boolean): Column<SessionRow>[] {
  return [
    {
      heading: 'Browser or program',
      isRowHeading: true,
      cell: (session) => (
        <>
          {clientWords(session.client, session.kind)}
          {session.isCurrent ? <strong> (this one)</strong> : null}
        </>
      ),
    },
    { heading: 'Signed in', cell: (session) => moment(session.createdAt) },
    { heading: 'Last used', cell: (session) => moment(session.lastUsedAt) },
    { heading: 'Network address', cell: (session) => session.address },
    {
      heading: 'Code given',
      cell: (session) => (session.secondFactor ? 'Yes' : 'No'),
    },
    {
      heading: 'End it',
      cell: (session) =>
        session.isCurrent ? (
          'Sign out to end it'
        ) : (
          <Button
            kind="link"
            onClick={() => end(session.id)}
            disabled={busy}
            about={`the session of ${clientWords(session.client, session.kind)}, signed in ${moment(session.createdAt)}`}
          >
            End
          </Button>
        ),
    },
  ];
}
