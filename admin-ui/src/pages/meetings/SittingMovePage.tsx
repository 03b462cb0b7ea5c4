import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  badDates,
  DateField,
  EditForm,
  type FormError,
  Radios,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { whenWordsAfter } from '../../ui/when.js';
import NotFoundPage from '../NotFoundPage.js';

const SittingFields = graphql(`
  fragment SittingMove on MeetingOccurrence @_unmask {
    id
    version
    status
    startsOn
    endsOn
    startTime
    endTime
    dateNote
    isArchived
    viewerCanUpdate
    meeting { id name }
  }
`);

const SittingQuery = graphql(
  `query SittingMovePage_Sitting($id: ID!) { node(id: $id) { ...SittingMove } }`,
  [SittingFields],
);

const Move = graphql(
  `
    mutation SittingMovePage_Update($input: UpdateMeetingOccurrenceInput!) {
      updateMeetingOccurrence(input: $input) {
        occurrence { ...SittingMove }
        errors { ...UserError }
      }
    }
  `,
  [SittingFields, UserErrorFields],
);

type Sitting = ResultOf<typeof SittingFields>;

const choices = [
  { value: 'MOVED', label: 'It moves to another day' },
  { value: 'POSTPONED', label: 'It is postponed', hint: 'No new day is known yet.' },
  { value: 'CANCELLED', label: 'It is cancelled', hint: 'It will not take place.' },
];

const said = {
  MOVED: 'Sitting moved',
  POSTPONED: 'Sitting postponed',
  CANCELLED: 'Sitting cancelled',
};

/** What happens to a sitting that does not take place on its day. */
export default function SittingMovePage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: SittingQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the sitting">
      {({ node }) =>
        node && 'viewerCanUpdate' in node && node.viewerCanUpdate && !node.isArchived ? (
          <MoveForm key={node.id} slug={slug} sitting={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function MoveForm({ slug, sitting }: { slug: string; sitting: Sitting }) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Move, 'updateMeetingOccurrence');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const initial = { what: '', startsOn: '', reason: '' };
  const form = useForm({
    draftKey: `move-sitting:${sitting.id}`,
    initial,
    version: sitting.version,
    errors,
  });

  const submit = async (values: typeof form.values) => {
    const what = values.what as keyof typeof said | '';
    const wrong = badMove(values);
    setTyped(wrong);
    if (!what || wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: sitting.id,
        version: sitting.version,
        reason: values.reason.trim() || null,
        status: what === 'MOVED' ? 'PLANNED' : what,
        ...(what === 'MOVED' ? { startsOn: values.startsOn, endsOn: null } : {}),
      },
      form.draftKey,
    );
    if (!outcome.saved) return;
    form.reset(initial, null);
    await navigate(to.sitting(sitting.id));
    flash.show(said[what]);
  };

  return (
    <Page
      title="Move, postpone or cancel"
      caption={`${sitting.meeting.name}, ${whenWordsAfter(sitting)}`}
      hasErrors={errors.length > 0}
    >
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.sitting(sitting.id)}>
            Cancel<span className="govuk-visually-hidden">, leave the sitting as it is</span>
          </Link>
        }
      >
        <Radios name="what" label="What happens to this sitting?" choices={choices} />
        {form.values.what === 'MOVED' ? <DateField name="startsOn" label="New day" /> : null}
      </EditForm>
    </Page>
  );
}

function badMove(values: { what: string; startsOn: string }): FormError[] {
  if (!values.what) return [{ field: 'what', message: 'Choose what happens to this sitting' }];
  if (values.what !== 'MOVED') return [];
  if (!values.startsOn) return [{ field: 'startsOn', message: 'Give the new day' }];
  return badDates(values, [['startsOn', 'The new day']]);
}
