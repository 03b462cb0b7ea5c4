import { useState } from 'react';
import { useQuery } from 'urql';
import { EditForm, Select, TextField, useForm, useSave } from '../../../forms/index.js';
import { useFlash } from '../../../layout/flash.js';
import { Button } from '../../../ui/Button.js';
import { Loaded } from '../../../ui/Loaded.js';
import { type Column, Table } from '../../../ui/Table.js';
import { day } from '../../../ui/words.js';
import {
  type Letters,
  LettersQuery,
  SubscribeCheckpoints,
  UnsubscribeCheckpoints,
} from './queries.js';

type Subscription = Letters['subscriptions'][number];

/** For auditors and administrators: who gets the newest checkpoint by mail, and how often. */
export function ByMail() {
  const [query, ask] = useQuery({ query: LettersQuery });
  return (
    <section aria-labelledby="by-mail">
      <h2 className="govuk-heading-m" id="by-mail">
        Checkpoints by mail
      </h2>
      <p className="govuk-body">
        The newest checkpoint can be sent to any address now and then, also to somebody who does not
        sign in here, such as an external auditor. Whoever keeps the letters keeps what they need to
        prove the history.
      </p>
      <Loaded query={query} retry={ask} what="who gets checkpoints">
        {({ checkpointLetters }) =>
          checkpointLetters ? <Chosen letters={checkpointLetters} /> : null
        }
      </Loaded>
    </section>
  );
}

function Chosen({ letters }: { letters: Letters }) {
  return (
    <>
      {letters.sendsLetters ? null : (
        <p className="govuk-inset-text">
          This server sends no letters yet: whoever runs it has to name a mail server. What is
          chosen here counts from then on.
        </p>
      )}
      <Table
        caption="Addresses that get checkpoints"
        columns={columns}
        rows={letters.subscriptions}
        rowKey={({ email }) => email}
        empty="Nobody chose an address yet. Whoever runs the server may have named some in its settings."
      />
      <Add />
    </>
  );
}

const columns: Column<Subscription>[] = [
  { heading: 'Address', isRowHeading: true, cell: ({ email }) => email },
  { heading: 'How often', cell: ({ everyDays }) => often(everyDays) },
  { heading: 'Chosen by', cell: ({ askedBy, askedAt }) => `${askedBy}, ${day(askedAt)}` },
  {
    heading: 'Last letter',
    cell: ({ lastSentAt }) => (lastSentAt ? day(lastSentAt) : 'None yet'),
  },
  { heading: 'Stop', cell: ({ email }) => <Stop email={email} /> },
];

const OFTEN: Record<number, string> = {
  1: 'Every day',
  7: 'Every week',
  28: 'Every 4 weeks',
  91: 'Every quarter',
};

function often(days: number): string {
  return OFTEN[days] ?? `Every ${days} days`;
}

const BLANK = { email: '', everyDays: '7' };

function Add() {
  const save = useSave(SubscribeCheckpoints, 'subscribeCheckpoints');
  const flash = useFlash();
  const [blank] = useState(BLANK);
  const form = useForm({ draftKey: null, initial: blank, version: null, errors: save.errors });
  const submit = async ({ email, everyDays }: typeof BLANK) => {
    const { saved } = await save.run({ email, everyDays: Number(everyDays) });
    if (!saved) return;
    form.reset(blank, null);
    flash.show(`Checkpoints are sent to ${email.trim()}`);
  };
  return (
    <EditForm
      form={form}
      errors={save.errors}
      loading={save.loading}
      onSubmit={submit}
      submitLabel="Send checkpoints there"
      leaveFreely
    >
      <TextField
        name="email"
        label="Email address"
        hint="Each letter says that you asked for it, and how to stop it. That you did is noted in the history."
        type="email"
        autoComplete="off"
        spellCheck={false}
        width={30}
      />
      <Select
        name="everyDays"
        label="How often"
        choices={Object.entries(OFTEN).map(([value, label]) => ({ value, label }))}
      />
    </EditForm>
  );
}

function Stop({ email }: { email: string }) {
  const save = useSave(UnsubscribeCheckpoints, 'unsubscribeCheckpoints');
  const flash = useFlash();
  const stop = async () => {
    const { saved } = await save.run({ email });
    if (saved) flash.show(`No more checkpoints are sent to ${email}`);
  };
  return (
    <>
      <Button kind="link" about={`sending to ${email}`} onClick={stop} disabled={save.loading}>
        Stop
      </Button>
      {save.errors.map(({ message }) => (
        <p key={message} className="govuk-error-message" role="alert">
          {message}
        </p>
      ))}
    </>
  );
}
