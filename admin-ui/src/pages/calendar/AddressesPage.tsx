import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import { refusal } from '../../forms/errors.js';
import { type Choice, EditForm, Radios, TextField, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { Button } from '../../ui/Button.js';
import { Copy } from '../../ui/Copy.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { type Column, Table } from '../../ui/Table.js';
import { Warning } from '../../ui/Warning.js';
import { moment } from '../../ui/words.js';
import { feedChoices, OWN } from './feedChoices.js';
import { HowToAdd } from './HowToAdd.js';
import { CreateFeed, type Feed, FeedsQuery, RevokeFeed } from './queries.js';

const FromQuery = graphql(`
  query Calendar_From($slug: String!) {
    partnership(slug: $slug) { id slug name }
  }
`);

const useCreating = () => useSave(CreateFeed, 'createCalendarFeed', { keyless: true });

/** Secret addresses by which calendar programs show sittings, events and due dates. */
export default function AddressesPage() {
  const [search] = useSearchParams();
  const slug = search.get('from') ?? '';
  const [from] = useQuery({ query: FromQuery, variables: { slug }, pause: slug === '' });
  const [query, ask] = useQuery({ query: FeedsQuery, requestPolicy: 'network-only' });
  const again = () => ask({ requestPolicy: 'network-only' });
  const [made, setMade] = useState<Made | null>(null);
  const save = useCreating();
  const viewer = useViewer();
  if (made) {
    const goOn = () => {
      setMade(null);
      again();
    };
    return <AddressMade key="made" {...made} goOn={goOn} />;
  }
  return (
    <Page title="Calendar address" hasErrors={save.errors.length > 0}>
      <p className="govuk-body">
        Outlook, Google Calendar, Apple Calendar and others can show sittings, events and due dates
        of actions beside your own appointments. You give the program a secret address once. From
        then on it looks by itself, and what moves here moves there.
      </p>
      <Warning>
        Whoever has the address sees what you see. Do not pass it on: colleagues make their own.
      </Warning>
      <Loaded query={query} retry={ask} what="your calendar addresses">
        {(data) =>
          slug && from.fetching ? null : (
            <>
              <Addresses feeds={data.viewer?.calendarFeeds ?? []} again={again} />
              <NewAddress
                choices={feedChoices(viewer, from.data?.partnership ?? null)}
                from={slug}
                save={save}
                onMade={setMade}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Addresses({ feeds, again }: { feeds: readonly Feed[]; again(): void }) {
  const client = useClient();
  const flash = useFlash();
  const [busy, setBusy] = useState(false);
  const revoke = async ({ id, name }: Feed) => {
    setBusy(true);
    const { error } = await client.mutation(RevokeFeed, { input: { id } }).toPromise();
    flash.show(error ? refusal(error).message : `The address for ${name} no longer works`);
    setBusy(false);
    again();
  };
  if (feeds.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Your addresses</h2>
      <Table
        caption="Your addresses"
        captionHidden
        columns={columns(revoke, busy)}
        rows={feeds}
        rowKey={({ id }) => id}
        empty="You have none."
      />
      <p className="govuk-body">
        An address itself is not shown again. If you do not know where one is in use, revoke it and
        make another. Addresses also stop when your account is disabled, and show nothing of a
        partnership in which you have no role any more.
      </p>
    </>
  );
}

function columns(revoke: (feed: Feed) => void, busy: boolean): Column<Feed>[] {
  return [
    { heading: 'Name', isRowHeading: true, cell: ({ name }) => name },
    {
      heading: 'Holds',
      cell: ({ partnership }) => partnership?.name ?? 'What is your agency’s',
    },
    { heading: 'Made', cell: ({ madeAt }) => moment(madeAt) },
    {
      heading: 'Last fetched',
      cell: ({ lastFetchedAt }) => (lastFetchedAt ? moment(lastFetchedAt) : 'Never'),
    },
    {
      heading: 'End it',
      cell: (feed) => (
        <Button
          kind="link"
          onClick={() => revoke(feed)}
          disabled={busy}
          about={`the address for ${feed.name}, made ${moment(feed.madeAt)}`}
        >
          Revoke
        </Button>
      ),
    },
  ];
}

type Made = { name: string; address: string };

type NewProps = {
  choices: Choice[];
  from: string;
  save: ReturnType<typeof useCreating>;
  onMade(made: Made): void;
};

function NewAddress({ choices, from, save, onMade }: NewProps) {
  const [blank] = useState(() => ({
    partnership: choices.find(({ value }) => value === from)?.value ?? choices[0]?.value ?? '',
    name: '',
  }));
  const form = useForm({ draftKey: null, initial: blank, version: null, errors: save.errors });
  const submit = async ({ partnership, name }: typeof blank) => {
    const { saved } = await save.run({
      name: name.trim(),
      partnership: partnership === OWN ? null : partnership,
    });
    if (saved?.calendarFeed && saved.address) {
      onMade({ name: saved.calendarFeed.name, address: saved.address });
    }
  };
  if (choices.length === 0) {
    return (
      <p className="govuk-inset-text">
        You have no role in a partnership. Open the calendar of one and come from there.
      </p>
    );
  }
  return (
    <>
      <h2 className="govuk-heading-m">Make an address</h2>
      <EditForm
        form={form}
        errors={save.errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Make the address"
        leaveFreely
      >
        <Radios name="partnership" label="What the calendar holds" choices={choices} />
        <TextField
          name="name"
          label="Where you will use it"
          hint="So that you know later which one to revoke, such as “Outlook at work”."
          width={30}
        />
      </EditForm>
    </>
  );
}

function AddressMade({ name, address, goOn }: Made & { goOn(): void }) {
  return (
    <Page title={`The address for ${name}`}>
      <Warning>Copy the address now: it is not shown again.</Warning>
      <Copy text={address} what="the address" />
      <p className="govuk-body">
        Whoever has it sees what you see, without signing in. The company whose program fetches it
        keeps a copy of what it shows: use one that your organisation allows for its own calendars.
      </p>
      <HowToAdd />
      <p className="govuk-body">
        <Button kind="link" onClick={goOn}>
          I have copied it: go on to my addresses
        </Button>
      </p>
      <p className="govuk-body">
        <Link className="govuk-link" to={paths.account}>
          Your account
        </Link>
      </p>
    </Page>
  );
}
