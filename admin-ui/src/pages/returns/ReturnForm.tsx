/** The form of a return: every scheme, the actions due, one Save. */
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Form } from '../../forms/form.js';
import {
  EditForm,
  type FormError,
  UserErrorFields,
  useForm,
  useSave,
  type Values,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import { ActionRow, titleOf } from './ActionRow.js';
import type { Asked, DueAction, Scheme } from './query.js';
import { ReturnActionFields, ReturnSchemeFields } from './query.js';
import { SchemeRow } from './SchemeRow.js';
import {
  at,
  changedIn,
  errorsOf,
  returnValues,
  type Sent,
  savedBefore,
  sentOf,
  staleIn,
  wrongReturn,
} from './values.js';

const Submit = graphql(
  `
    mutation ReturnForm_Submit($input: SubmitReturnInput!) {
      submitReturn(input: $input) {
        rows { isWritten project { ...ReturnScheme } }
        actions { isWritten action { ...ReturnAction } }
        updateRequest { id state }
        errors { ...UserError }
      }
    }
  `,
  [ReturnSchemeFields, ReturnActionFields, UserErrorFields],
);

type Payload = NonNullable<ResultOf<typeof Submit>['submitReturn']>;

type Props = {
  partnership: { id: string; slug: string; name: string };
  agency: { id: string; name: string };
  asked: Asked | null;
  onBehalf: boolean;
  schemes: readonly Scheme[];
  /** How many schemes there are beyond those. */
  more: number;
  actions: readonly DueAction[];
  intro: ReactNode;
  onSaved(): void;
};

/** What is at hand after a save: records as the answer gave them, in the place of what was loaded. */
function taken<R extends { id: string }>(loaded: readonly R[], given: Map<string, R>): R[] {
  return loaded.map((each) => given.get(each.id) ?? each);
}

export function ReturnForm(props: Props) {
  const { partnership, agency, asked, onBehalf, intro, more } = props;
  const flash = useFlash();
  const save = useSave(Submit, 'submitReturn');
  const [given, setGiven] = useState(() => new Map<string, Scheme & DueAction>());
  const [conflicts, setConflicts] = useState<readonly string[]>([]);
  const [errors, setErrors] = useState<FormError[]>([]);
  const schemes = taken(props.schemes, given as Map<string, Scheme>);
  const actions = taken(props.actions, given as Map<string, DueAction>).filter(
    ({ status }) => status === 'OPEN',
  );
  const initial = returnValues(schemes, actions);
  const draftKey = `return:${partnership.id}:${agency.id}`;
  const form = useNotingForm(
    useForm<Values>({ draftKey, initial, version: null, errors }),
    new Map([...schemes, ...actions].map(({ id, version }) => [id, version])),
  );

  const submit = async (values: Values) => {
    const wrong = wrongReturn(values, schemes);
    const sent = sentOf(values, schemes, actions);
    const empty = sent.rows.length + sent.actions.length === 0 && schemes.length > 0;
    const nothing = { field: null, message: 'Say what is new, or tick “No change”' };
    setErrors(empty ? [nothing] : wrong);
    if (empty || wrong.length > 0) return;
    const outcome = await save.run(
      {
        partnership: partnership.id,
        agency: agency.id,
        request: asked?.id ?? null,
        ...sent,
      },
      form.draftKey,
    );
    const named = [...schemes, ...actions.map((a) => ({ id: a.id, name: titleOf(a) }))];
    setErrors(errorsOf(outcome.errors, sent, named));
    const { answer } = outcome;
    const earlier = outcome.earlier as typeof sent | undefined;
    if (answer && earlier) {
      setConflicts([]);
      setErrors([{ field: null, message: savedBefore(sent, earlier, named) }]);
      keepWhatIsOpen(answer, earlier, sent);
    } else if (outcome.saved) {
      setConflicts([]);
      setGiven(new Map());
      form.reset(fresh(values, props, answer), null);
      props.onSaved();
      const whole = asked ? `${agency.name} has answered` : 'Update saved';
      flash.show(`${whole}: ${count(sent.rows.length, 'scheme')} reported`);
    } else if (answer) {
      setConflicts(staleIn(outcome.errors, sent));
      keepWhatIsOpen(answer, sent);
    }
  };

  /**
   * After a save of which a part was refused: what was written is done, the rest stays; and
   * so does what says something else by now (`entered`).
   */
  const keepWhatIsOpen = (answer: Payload, sent: Sent, entered: Sent = sent) => {
    const now = new Map(given);
    const done = new Set<string>();
    const changed = changedIn(entered, sent);
    const take = (id: string, isWritten: boolean, record: unknown) => {
      if (record) now.set(id, record as Scheme & DueAction);
      if (isWritten && !changed.has(id)) done.add(id);
    };
    answer.rows.forEach(({ isWritten, project }, i) => {
      take(sent.rows[i]?.project ?? '', isWritten, project);
    });
    answer.actions.forEach(({ isWritten, action }, i) => {
      take(sent.actions[i]?.action ?? '', isWritten, action);
    });
    const base = returnValues(
      taken(props.schemes, now as Map<string, Scheme>),
      taken(props.actions, now as Map<string, DueAction>),
    );
    const values: Values = { ...base };
    for (const name of Object.keys(form.values)) {
      const [id = '', field] = name.split('.');
      if (done.has(id) || !(name in base)) continue;
      // What is sent next speaks of the record as it is shown now.
      values[name] =
        field === 'seen' && now.has(id) ? String(now.get(id)?.version) : (form.values[name] ?? '');
    }
    setGiven(now);
    form.rebase(values, base, 0);
  };

  const isIdle = schemes.length === 0 && actions.length === 0;
  if (isIdle && !asked) return <NothingToReport {...props} />;
  return (
    <Page
      title={titleFor(agency, onBehalf)}
      caption={partnership.name}
      hasErrors={errors.length > 0}
    >
      {intro}
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel={isIdle ? 'There is nothing to report' : 'Save'}
      >
        {schemes.map((scheme) => (
          <SchemeRow
            key={scheme.id}
            form={form}
            scheme={scheme}
            conflict={conflicts.includes(scheme.id)}
          />
        ))}
        {schemes.length === 0 ? (
          <p className="govuk-body">{agency.name} leads no scheme that is under way.</p>
        ) : null}
        {more > 0 ? (
          <p className="govuk-body">
            {count(more, 'scheme')} more:{' '}
            <Link
              className="govuk-link"
              to={`${plan(partnership.slug).schemes.list}?agency=${agency.id}`}
            >
              report on them from their own pages
            </Link>
          </p>
        ) : null}
        {actions.length > 0 ? (
          <>
            <h2 className="govuk-heading-m">Actions that are due</h2>
            {actions.map((action) => (
              <ActionRow key={action.id} action={action} conflict={conflicts.includes(action.id)} />
            ))}
          </>
        ) : null}
      </EditForm>
    </Page>
  );
}

const titleFor = ({ name }: { name: string }, onBehalf: boolean) =>
  onBehalf ? `The update of ${name}` : `Your update: ${name}`;

/** Nobody asks, and the agency has nothing to tell of. */
function NothingToReport({ agency, partnership, onBehalf, intro }: Props) {
  return (
    <Page title={titleFor(agency, onBehalf)} caption={partnership.name}>
      {intro}
      <p className="govuk-body">
        {agency.name} leads no scheme that is under way, and no action of it is due: there is
        nothing to report.
      </p>
    </Page>
  );
}

/** The values after all was saved: what the register answered is the new beginning. */
function fresh(values: Values, { schemes, actions }: Props, answer: Payload | null): Values {
  const given = new Map<string, Scheme & DueAction>();
  for (const record of [
    ...(answer?.rows.map(({ project }) => project) ?? []),
    ...(answer?.actions.map(({ action }) => action) ?? []),
  ]) {
    if (record) given.set(record.id, record as unknown as Scheme & DueAction);
  }
  const next = returnValues(
    taken(schemes, given as Map<string, Scheme>),
    taken(actions, given as Map<string, DueAction>),
  );
  return { ...Object.fromEntries(Object.keys(values).map((name) => [name, ''])), ...next };
}

/**
 * The form, noting with the first word said of a record which version of it was on the
 * screen: a draft that is sent days later then meets a change in between, and says so.
 */
function useNotingForm(form: Form<Values>, versions: Map<string, number>): Form<Values> {
  const set = (name: string, value: Values[string]) => {
    const [id = ''] = name.split('.');
    const seen = at(id, 'seen');
    if (!form.values[seen] && versions.has(id)) form.set(seen, String(versions.get(id)));
    form.set(name, value);
  };
  return { ...form, set };
}
