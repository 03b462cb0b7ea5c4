import { Link, useHref, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Radios, TextField } from '../../forms/index.js';
import type { ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { holds, useViewer } from '../../session/Session.js';
import { typeWords } from '../../ui/changeWords.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { capital } from './Difference.js';
import { ChangeQuery } from './queries.js';
import { RemoveTextForm } from './RemoveTextForm.js';
import { type Removable, removable } from './removable.js';

type Change = NonNullable<ResultOf<typeof ChangeQuery>['change']>;

/**
 * Removes a text from the history for good. Administrators do, whether they see it or not;
 * others are given its address to send to one.
 */
export default function RemoveTextPage() {
  const { id = '' } = useParams();
  const mayRemove = holds(useViewer(), 'ADMINISTRATOR');
  const [query, ask] = useQuery({ query: ChangeQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the change">
      {({ change }) => {
        if (!change) return mayRemove ? <RemoveUnseen id={id} /> : <NotFoundPage />;
        const texts = removable(change);
        if (texts.length === 0) return <NothingToRemove id={change.id} />;
        return change.viewerCanRedact ? (
          <RemoveSeen change={change} texts={texts} />
        ) : (
          <SendOn change={change} texts={texts} />
        );
      }}
    </Loaded>
  );
}

type Seen = { change: Change; texts: Removable[] };

const captionOf = ({ entityLabel, entityType }: Change) =>
  `${entityLabel} (${typeWords(entityType).toLowerCase()})`;

function RemoveSeen({ change, texts }: Seen) {
  const [search] = useSearchParams();
  const asked = texts.find(({ field }) => field === search.get('field'));
  return (
    <RemoveTextForm
      change={change.id}
      caption={captionOf(change)}
      field={asked?.field ?? ''}
      back={paths.change(change.id)}
    >
      <Radios
        name="field"
        label="Which text?"
        choices={texts.map(({ field, name, text }) => ({
          value: field,
          label: capital(name),
          hint: text,
        }))}
      />
    </RemoveTextForm>
  );
}

/** For administrators: of a record that is shown to partners only, for example. */
function RemoveUnseen({ id }: { id: string }) {
  const [search] = useSearchParams();
  return (
    <RemoveTextForm change={id} field={search.get('field') ?? ''} back={paths.history}>
      <p className="govuk-body">
        You may not read this text, and need not: whoever sent you its address does.
      </p>
      <TextField
        name="field"
        label="Which text?"
        hint="As the address says it, for example description."
        spellCheck={false}
      />
    </RemoveTextForm>
  );
}

function SendOn({ change, texts }: Seen) {
  const page = new URL(useHref(paths.removeText(change.id)), window.location.origin);
  return (
    <Page title="Ask for a text to be removed" caption={captionOf(change)}>
      <p className="govuk-body">
        Administrators remove texts for good, without reading them. Send one the address of the text
        and say why, but do not repeat what it says.
      </p>
      <dl className="govuk-summary-list">
        {texts.map(({ field, name, text }) => (
          <div key={field} className="govuk-summary-list__row">
            <dt className="govuk-summary-list__key">{capital(name)}</dt>
            <dd className="govuk-summary-list__value">
              <p className="govuk-body">{text}</p>
              <code>{`${page}?field=${encodeURIComponent(field)}`}</code>
            </dd>
          </div>
        ))}
      </dl>
      <BackTo id={change.id} />
    </Page>
  );
}

function NothingToRemove({ id }: { id: string }) {
  return (
    <Page title="There is no text to remove">
      <BackTo id={id} />
    </Page>
  );
}

function BackTo({ id }: { id: string }) {
  return (
    <p className="govuk-body">
      <Link className="govuk-link" to={paths.change(id)}>
        Back to the change
      </Link>
    </p>
  );
}
