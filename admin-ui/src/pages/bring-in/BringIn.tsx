import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import {
  badEdition,
  Checkbox,
  EditForm,
  EditionPriorities,
  editionValues,
  type FormError,
  NO_INDIVIDUALS,
  Radios,
  TextArea,
  useForm,
  useSave,
} from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { undone } from '../../layout/undone.js';
import { plan } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import { MADE_TOGETHER, UndoChanges } from '../history/queries.js';
import { editionsOf, type Place } from '../several/place.js';
import { ColumnMatches } from './ColumnMatches.js';
import { FileField } from './FileField.js';
import { kindChoices, listOf, nouns } from './kinds.js';
import { PreviewRows } from './PreviewRows.js';
import {
  type ColumnInfo,
  ImportSheet,
  type Kind,
  type Preview,
  type SheetInput,
} from './queries.js';
import { useTrial } from './useTrial.js';

type Props = { slug: string; place: Place; columns: Record<Kind, ColumnInfo[]> };

export function BringIn({ slug, place, columns }: Props) {
  const navigate = useNavigate();
  const flash = useFlash();
  const [search] = useSearchParams();
  const editions = editionsOf(place);
  const asked = search.get('kind');
  const initial = {
    kind: asked && asked in nouns ? asked : 'SCHEMES',
    text: '',
    hasHeadings: true,
    columns: [] as string[],
    skipExisting: false,
    ...editionValues(editions, place.strategy?.id),
    reason: '',
  };
  const [wrong, setWrong] = useState<FormError[]>([]);
  const save = useSave(ImportSheet, 'importSheet');
  const undo = useSave(UndoChanges, 'undoChanges', MADE_TOGETHER);
  const trial = useTrial();
  const errors = [...wrong, ...save.errors];
  const form = useForm({
    draftKey: `bring-in:${place.id}`,
    initial,
    version: null,
    errors,
  });
  const { values } = form;
  const kind = values.kind as Kind;
  const [one, many] = nouns[kind];
  const preview = trial.of(inputOf(values, place));
  const canImport = preview !== null && preview.ready > 0 && preview.wrong === 0;

  const check = async (input: SheetInput) => {
    save.clear();
    if (!values.text.trim()) {
      setWrong([{ field: 'text', message: `Paste the sheet of ${many}, or choose its file` }]);
      return;
    }
    const tried = await trial.run(input);
    setWrong(tried.errors);
    if (tried.preview) {
      form.set(
        'columns',
        tried.preview.columns.map(({ column }) => column ?? ''),
      );
    }
  };

  const bringIn = async (input: SheetInput) => {
    const bad =
      kind === 'SCHEMES' && values.priorities.length > 0 ? badEdition(values, editions) : [];
    setWrong(bad);
    if (bad.length > 0) return;
    const { saved } = await save.run(input, form.draftKey);
    if (!saved) return;
    form.reset(initial, null);
    await navigate(listOf(kind, slug));
    const { change } = saved;
    flash.show(
      `${count(saved.count, one, many)} brought in`,
      change
        ? async () => {
            const back = await undo.run({ change: change.id, reason: 'Undone at once' });
            return undone(back, `${count(back.saved?.count ?? 0, one, many)} put away again`);
          }
        : undefined,
    );
  };

  return (
    <Page title="Bring in from a spreadsheet" caption={place.name} hasErrors={errors.length > 0}>
      <p className="govuk-body">
        Copy the rows in Excel, Word or another program with their headings, and paste them here.
        Nothing is written before you have seen what would become of each row; then all rows are
        brought in, or none.
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={trial.loading || save.loading}
        onSubmit={() => {
          const input = inputOf(values, place);
          return canImport ? bringIn(input) : check(input);
        }}
        submitLabel={canImport ? `Bring in ${count(preview.ready, one, many)}` : 'Check the sheet'}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={plan(slug).home}>
            Cancel
          </Link>
        }
      >
        <Radios name="kind" label="What are the rows?" choices={kindChoices} />
        <Understood columns={columns[kind]} />
        <TextArea
          name="text"
          label="The sheet"
          hint={`At most 1,000 rows. Several names in one cell are parted by semicolons. ${NO_INDIVIDUALS}`}
          rows={10}
        />
        <FileField onRead={(text) => form.set('text', text)} />
        <Checkbox name="hasHeadings" label="The first row names the columns" />
        {kind === 'SCHEMES' && editions.length > 0 ? (
          <EditionPriorities editions={editions} />
        ) : null}
        <Checkbox
          name="skipExisting"
          label="Leave out rows that the register has already"
          hint={`A row counts as there already when the register, or a row above, has ${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one} of the same name.`}
        />
        {preview ? (
          <Looked preview={preview} columns={columns[kind]} one={one} many={many} />
        ) : null}
      </EditForm>
    </Page>
  );
}

function Looked({
  preview,
  columns,
  one,
  many,
}: {
  preview: Preview;
  columns: ColumnInfo[];
  one: string;
  many: string;
}) {
  return (
    <section aria-labelledby="looked">
      <h2 className="govuk-heading-m" id="looked">
        What would become of it
      </h2>
      <div role="status" className="govuk-body">
        {summary(preview, one, many)}
      </div>
      <ColumnMatches preview={preview} columns={columns} />
      <PreviewRows preview={preview} />
    </section>
  );
}

function summary({ ready, wrong, skipped, missing, rows }: Preview, one: string, many: string) {
  if (missing) return 'Say which column is which: one that each row needs is missing.';
  const named = rows.filter(
    ({ exists, skipped: out, errors }) => exists && !out && errors.length === 0,
  ).length;
  const again =
    named > 0
      ? ` (${count(named, 'of them is', 'of them are')} called as one in the register, or as a row above)`
      : '';
  const parts = [`${count(ready, one, many)} can be brought in${again}`];
  if (skipped > 0) parts.push(`${count(skipped, 'row', 'rows')} left out`);
  if (wrong > 0) parts.push(`${count(wrong, 'row has', 'rows have')} something wrong`);
  return `${parts.join('; ')}.${wrong > 0 ? ' Mend the sheet above and check it again.' : ''}`;
}

function Understood({ columns }: { columns: ColumnInfo[] }) {
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">Columns that are understood</span>
      </summary>
      <div className="govuk-details__text">
        <ul className="govuk-list govuk-list--bullet">
          {columns.map(({ column, title, required }) => (
            <li key={column}>
              {title}
              {required ? ' (each row needs one)' : ''}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

type FormValues = {
  kind: string;
  text: string;
  hasHeadings: boolean;
  columns: string[];
  skipExisting: boolean;
  edition: string;
  priorities: string[];
  reason: string;
};

function inputOf(values: FormValues, place: Place): SheetInput {
  const ofSchemes = values.kind === 'SCHEMES';
  return {
    partnership: place.id,
    kind: values.kind as Kind,
    text: values.text,
    hasHeadings: values.hasHeadings,
    columns:
      values.columns.length > 0
        ? values.columns.map((column) => (column || null) as ColumnInfo['column'] | null)
        : null,
    skipExisting: values.skipExisting,
    reason: values.reason.trim() || null,
    ...(values.edition ? { strategyId: values.edition } : {}),
    ...(ofSchemes && values.priorities.length > 0 ? { priorities: values.priorities } : {}),
  };
}
