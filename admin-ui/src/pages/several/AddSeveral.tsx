/** Several records of one noun at once, one a line, under the same priorities: all of them or none. */
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  badEdition,
  type Choice,
  EditForm,
  type Edition,
  EditionPriorities,
  editionInput,
  editionValues,
  type FormError,
  filledLines,
  linesOf,
  NO_INDIVIDUALS,
  Rows,
  textOf,
  useForm,
} from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import { Repeated, useRepeated } from './Repeated.js';

/** What one line becomes. */
export type SeveralRow = { name: string; kind: string };

/** What all of them have in common. */
export type SeveralShared = ReturnType<typeof editionInput> & { reason: string | null };

type Props = {
  /** "meeting", "meetings". */
  of: [one: string, many: string];
  /** Names the draft, with the partnership's id. */
  draftKey: string;
  /** What is added, and where: names that are there already are pointed out. */
  type: 'MEETING' | 'EVENT' | 'PROJECT';
  partnership: { id: string; name: string };
  kinds: Choice[];
  editions: Edition[];
  inForce: string | undefined;
  loading: boolean;
  /** Sends them; resolves to the server's errors, or to none when all were added. */
  send(rows: SeveralRow[], shared: SeveralShared): Promise<{ saved: unknown; errors: FormError[] }>;
  listTo: string;
};

export function AddSeveral({ of: [one, many], kinds, editions, ...props }: Props) {
  const navigate = useNavigate();
  const flash = useFlash();
  const [errors, setErrors] = useState<FormError[]>([]);
  const repeated = useRepeated(props.partnership.id, props.type);
  const blank = { name: '', kind: 'OTHER' };
  const initial = {
    rows: [textOf(blank)],
    ...editionValues(editions, props.inForce),
    reason: '',
  };
  const form = useForm({ draftKey: props.draftKey, initial, version: null, errors });

  const submit = async (entered: typeof initial) => {
    const rows = filledLines(entered.rows, blank);
    // The server counts the lines that it is sent.
    form.set('rows', rows.length > 0 ? rows : initial.rows);
    const values = { ...entered, rows };
    const wrong = bad(values, one, editions);
    setErrors(wrong);
    if (wrong.length > 0) return;
    const names = linesOf(rows).map(({ name = '' }) => name.trim());
    if (!(await repeated.mayGoOn(names))) return;
    const lines = linesOf(rows).map(({ name = '', kind = '' }) => ({ name: name.trim(), kind }));
    const outcome = await props.send(lines, {
      ...editionInput(values, editions),
      reason: values.reason.trim() || null,
    });
    setErrors(outcome.errors);
    if (!outcome.saved) return;
    form.reset(initial, null);
    await navigate(props.listTo);
    flash.show(`${count(rows.length, one, many)} added`);
  };

  return (
    <Page
      title={`Add several ${many}`}
      caption={props.partnership.name}
      hasErrors={errors.length > 0}
    >
      <p className="govuk-body">
        If one line is wrong, none is added. Everything else can be filled in afterwards.
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={props.loading || repeated.loading}
        onSubmit={submit}
        submitLabel={`Add the ${many}`}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={props.listTo}>
            Cancel
          </Link>
        }
      >
        <Rows
          name="rows"
          label={capital(many)}
          hint={`One a line: Enter begins the next, and a list that is pasted becomes a line each. ${NO_INDIVIDUALS}`}
          lineLabel={capital(one)}
          addLabel={`Add another ${one}`}
          blank={blank}
          columns={[
            { name: 'name', label: 'Name', size: 'long' },
            { name: 'kind', label: 'Kind', choices: kinds },
          ]}
        />
        <EditionPriorities editions={editions} />
        <Repeated names={repeated.names} many={many} />
      </EditForm>
    </Page>
  );
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function bad(
  values: { rows: string[]; edition: string; priorities: string[]; reason: string },
  one: string,
  editions: Edition[],
): FormError[] {
  if (values.rows.length === 0) return [{ field: 'rows', message: `Name at least one ${one}` }];
  if (values.rows.length > 200)
    return [{ field: 'rows', message: 'At most 200 can be added at once' }];
  const nameless = linesOf(values.rows).flatMap(({ name = '' }, index) =>
    name.trim() ? [] : [{ field: `rows.${index}.name`, message: `Line ${index + 1}: give a name` }],
  );
  return [...nameless, ...badEdition(values, editions)];
}
