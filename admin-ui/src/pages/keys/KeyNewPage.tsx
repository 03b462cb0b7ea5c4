import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import {
  badDates,
  DateField,
  EditForm,
  type FormError,
  LinkField,
  Radios,
  Select,
  TextField,
  useForm,
  useSave,
} from '../../forms/index.js';
import { paths } from '../../paths.js';
import { Copy } from '../../ui/Copy.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Warning } from '../../ui/Warning.js';
import { usePlaceSearch } from '../people/usePlaces.js';
import { keyReads } from './keyReads.js';
import { endOf, keyErrors } from './lastDay.js';
import { NoKeys } from './NoKeys.js';
import { CreateKey, KeyMakerQuery, type KeyRow, type KeyViewer } from './queries.js';

/** Makes a key; the key itself is shown once. */
export default function KeyNewPage() {
  const [query, ask] = useQuery({ query: KeyMakerQuery });
  return (
    <Loaded query={query} retry={ask} what="what you may make">
      {({ viewer }) => (viewer?.viewerCanManageApiKeys ? <KeyNew viewer={viewer} /> : <NoKeys />)}
    </Loaded>
  );
}

function KeyNew({ viewer }: { viewer: KeyViewer }) {
  const isAdministrator = viewer.roles.some(({ role }) => role === 'ADMINISTRATOR');
  const led = viewer.roles.flatMap(({ role, partnership }) =>
    role === 'COORDINATOR' && partnership ? [partnership] : [],
  );
  const save = useSave(CreateKey, 'createApiKey');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [made, setMade] = useState<{ apiKey: KeyRow; secret: string } | null>(null);
  const errors = typed.length > 0 ? typed : keyErrors(save.errors);
  const [blank] = useState(() => ({
    name: '',
    partnership: isAdministrator ? '' : (led[0]?.id ?? ''),
    reads: 'PUBLIC',
    expiresOn: '',
    reason: '',
  }));
  const form = useForm({ draftKey: null, initial: blank, version: null, errors });
  const search = usePlaceSearch(null);

  const submit = async (values: typeof blank) => {
    const wrong = badDates(values, [['expiresOn', 'Last day on which it works']]);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const { saved } = await save.run({
      name: values.name.trim(),
      partnership: values.partnership || null,
      reads: values.reads === 'PARTNERS' ? 'PARTNERS' : 'PUBLIC',
      expiresAt: endOf(values.expiresOn),
      reason: values.reason || null,
    });
    if (saved?.apiKey && saved.secret) setMade({ apiKey: saved.apiKey, secret: saved.secret });
  };
  if (made) return <KeyMade key="made" {...made} />;
  return (
    <Page title="Make an API key" hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Make the key"
        reason="offered"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={paths.keys.list}>
            Cancel
          </Link>
        }
      >
        <TextField
          name="name"
          label="What the key is for"
          hint="The app or website, such as “Council website”. Do not name individuals."
          width={30}
        />
        {isAdministrator ? (
          <LinkField
            name="partnership"
            label="Partnership (optional)"
            hint="Type part of its name. None means the whole register."
            options={[]}
            search={search.partnerships}
          />
        ) : (
          <Select
            name="partnership"
            label="Partnership"
            choices={led.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Radios
          name="reads"
          label="What it reads"
          choices={[
            { value: 'PUBLIC', label: 'What is public' },
            {
              value: 'PARTNERS',
              label: 'What partners see',
              hint: 'Also what is for partners only: for an intranet or a dashboard, never for a public website.',
            },
          ]}
        />
        <DateField
          name="expiresOn"
          label="Last day on which it works (optional)"
          hint="A key that ends cannot be forgotten. Without a day it works until it is revoked."
        />
      </EditForm>
    </Page>
  );
}

function KeyMade({ apiKey, secret }: { apiKey: KeyRow; secret: string }) {
  return (
    <Page title={`The key for ${apiKey.name}`}>
      <Warning>Copy the key now: it is not shown again.</Warning>
      <p className="govuk-body">
        It reads: <strong>{keyReads(apiKey)}</strong>.
      </p>
      <Copy text={secret} what="the key" />
      <p className="govuk-body">
        The app sends it as <code>Authorization: Bearer</code> and the key. Keep it on a server,
        never in a page or an app that people load: whoever has it reads what it reads.
      </p>
      <p className="govuk-body">
        <Link className="govuk-link" to={paths.keys.list}>
          I have copied it: go on to the keys
        </Link>
      </p>
    </Page>
  );
}
