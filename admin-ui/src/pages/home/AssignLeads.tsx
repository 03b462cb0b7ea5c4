/** Schemes without a lead: several are ticked and given to an agency in one save. */
import { type FormEvent, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { undone } from '../../layout/undone.js';
import { plan } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { count, words } from '../../ui/words.js';

export const UnledFields = graphql(`
  fragment Unled on Project @_unmask {
    id
    version
    name
    kind
  }
`);

const Assign = graphql(
  `
    mutation AssignLeads_Assign($input: AssignLeadsInput!) {
      assignLeads(input: $input) {
        records { ... on Project { id version leadAgency { id name } } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Props = {
  slug: string;
  schemes: readonly ResultOf<typeof UnledFields>[];
  total: number;
  agencies: readonly { id: string; name: string }[];
  /** Whether the viewer may assign; others only see the list. */
  may: boolean;
  onSaved(): void;
  /** Whether the plan has schemes at all. */
  hasSchemes: boolean;
  /** On the page that shows all of them there is no link to it. */
  isWhole?: boolean;
};

export function AssignLeads(props: Props) {
  const { slug, schemes, total, agencies, may, onSaved, hasSchemes, isWhole } = props;
  const id = useId();
  const to = plan(slug);
  return (
    <section aria-labelledby={id} className="register-gap">
      <h2 className={isWhole ? 'govuk-visually-hidden' : 'govuk-heading-m'} id={id}>
        Schemes without a lead
      </h2>
      {schemes.length === 0 ? (
        <p className="govuk-body">
          {hasSchemes ? 'Every scheme has a lead agency.' : 'There are no schemes yet.'}
        </p>
      ) : may ? (
        <AssignForm slug={slug} schemes={schemes} agencies={agencies} onSaved={onSaved} />
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {schemes.map((scheme) => (
            <li key={scheme.id}>
              <Link className="govuk-link" to={to.schemes.one(scheme.id)}>
                {scheme.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!isWhole && total > schemes.length ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={to.assignLeads}>
            All {count(total, 'scheme')} without a lead
          </Link>
        </p>
      ) : null}
    </section>
  );
}

type FormProps = Pick<Props, 'slug' | 'schemes' | 'agencies' | 'onSaved'>;

function AssignForm({ slug, schemes, agencies, onSaved }: FormProps) {
  const id = useId().replaceAll(':', '');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [agency, setAgency] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const problem = useRef<HTMLParagraphElement>(null);
  const { assign, loading, errors } = useAssign(onSaved);
  // Somebody else may have given one away meanwhile: only what is still in the list counts.
  const chosen = schemes.filter((scheme) => ticked.has(scheme.id));
  const message = missing ?? (errors.join(' ') || null);
  const to = plan(slug).schemes;

  const toggle = (scheme: string) => {
    const next = new Set(ticked);
    if (!next.delete(scheme)) next.add(scheme);
    setTicked(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = agencies.find((each) => each.id === agency)?.name;
    const wrong =
      chosen.length === 0 ? 'Tick at least one scheme' : name ? null : 'Choose an agency';
    setMissing(wrong);
    if (wrong || !name) return requestAnimationFrame(() => problem.current?.focus());
    if (await assign(chosen, { id: agency, name })) setTicked(new Set());
    else requestAnimationFrame(() => problem.current?.focus());
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className={`govuk-form-group${message ? ' govuk-form-group--error' : ''}`}>
        <fieldset className="govuk-fieldset" aria-describedby={message ? `${id}-error` : undefined}>
          <legend className="govuk-fieldset__legend">
            Tick those that belong to the same agency
          </legend>
          {message ? (
            <p
              className="govuk-error-message"
              id={`${id}-error`}
              tabIndex={-1}
              ref={problem}
              role="alert"
            >
              <span className="govuk-visually-hidden">Error:</span> {message}
            </p>
          ) : null}
          <div className="govuk-checkboxes govuk-checkboxes--small">
            {schemes.map((scheme) => (
              <div key={scheme.id} className="govuk-checkboxes__item register-tick">
                <input
                  className="govuk-checkboxes__input"
                  type="checkbox"
                  id={`${id}-${scheme.id}`}
                  checked={ticked.has(scheme.id)}
                  onChange={() => toggle(scheme.id)}
                />
                <label
                  className="govuk-label govuk-checkboxes__label"
                  htmlFor={`${id}-${scheme.id}`}
                >
                  {scheme.name}
                </label>
                <span className="register-row-note">
                  {words(scheme.kind)}.{' '}
                  <Link className="govuk-link" to={to.one(scheme.id)}>
                    Look at it<span className="govuk-visually-hidden">: {scheme.name}</span>
                  </Link>
                </span>
              </div>
            ))}
          </div>
        </fieldset>
      </div>
      <div className="register-assign">
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor={`${id}-agency`}>
            Lead agency
          </label>
          <select
            className="govuk-select"
            id={`${id}-agency`}
            value={agency}
            onChange={(event) => setAgency(event.target.value)}
          >
            <option value="">Choose an agency</option>
            {agencies.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </div>
        <Button type="submit" aria-disabled={loading || undefined}>
          {loading ? 'Saving…' : 'Assign the lead'}
        </Button>
      </div>
    </form>
  );
}

type Named = { id: string; name: string };

/** Saves all rows or none, and offers to take it back. */
function useAssign(onSaved: () => void) {
  const save = useSave(Assign, 'assignLeads');
  const [sent, setSent] = useState<Named[]>([]);
  const flash = useFlash();
  const assign = async (schemes: (Named & { version: number })[], agency: Named) => {
    if (save.loading) return false;
    setSent(schemes);
    const { saved } = await save.run({
      rows: schemes.map(({ id, version }) => ({ record: id, agency: agency.id, version })),
    });
    onSaved();
    if (!saved) return false;
    const [first] = schemes;
    const what = schemes.length === 1 && first ? first.name : count(schemes.length, 'scheme');
    flash.show(`${agency.name} now leads ${what}`, async () => {
      const back = await save.run({
        rows: saved.records.flatMap((record) =>
          'id' in record ? [{ record: record.id, agency: null, version: record.version }] : [],
        ),
        reason: 'Undoing an assignment',
      });
      onSaved();
      return undone(back, `${agency.name} no longer leads ${what}`);
    });
    return true;
  };
  // What somebody else gave away meanwhile has left the list: only its name says which it was.
  const errors = save.errors.map(({ field, message }) => {
    const row = /^rows\.(\d+)/.exec(field ?? '')?.[1];
    const scheme = row === undefined ? undefined : sent[Number(row)];
    return scheme ? `${scheme.name}: ${message}` : message;
  });
  return { assign, loading: save.loading, errors };
}
