/** Posting progress on a priority or on a focus area. */
import { Link, useNavigate } from 'react-router';
import {
  DateField,
  EditForm,
  LinkField,
  Radios,
  Select,
  TextArea,
  TextField,
  UserErrorFields,
  useRecordForm,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { Page } from '../../ui/Page.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { londonDay } from '../../ui/words.js';
import { visibilities } from '../schemes/choices.js';

const PostProgress = graphql(
  `
    mutation ProgressForm_Post($input: PostProgressInput!) {
      postProgress(input: $input) {
        progressUpdate { id version }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Rating = 'RED' | 'AMBER' | 'GREEN' | 'NOT_RATED';
type Visibility = 'PUBLIC' | 'PARTNERS' | 'RESTRICTED';

const ratings = [
  { value: 'GREEN', label: 'Green', hint: 'On track.' },
  { value: 'AMBER', label: 'Amber', hint: 'At risk, or partly on track.' },
  { value: 'RED', label: 'Red', hint: 'Off track.' },
  { value: 'NOT_RATED', label: 'Not rated', hint: 'A note only.' },
];

type Props = {
  subject: { priority: string } | { focusArea: string };
  /** Its name, and where it has its page. */
  name: string;
  caption: string;
  backTo: string;
  latest: { rating: Rating; on: string } | null;
  agencies: { id: string; name: string }[];
  /** The agencies that the person acts for: whose report it is unless they say otherwise. */
  own: { id: string; name: string }[];
};

export function ProgressForm({ subject, name, caption, backTo, latest, agencies, own }: Props) {
  const navigate = useNavigate();
  const flash = useFlash();
  const blank = {
    rating: '',
    on: londonDay(),
    periodLabel: '',
    narrative: '',
    reportedBy: own[0]?.id ?? '',
    visibility: 'PARTNERS',
  };
  const edit = useRecordForm({
    draftKey: `progress:${Object.values(subject)[0]}`,
    record: null as { version: number } | null,
    blank,
    valuesOf: () => blank,
    save: useSave(PostProgress, 'postProgress'),
    recordOf: (payload) => payload.progressUpdate,
    dates: [['on', 'The date']],
    check: ({ rating }) => (rating ? [] : [{ field: 'rating', message: 'Choose a rating' }]),
    input: (values) => ({
      ...subject,
      rating: values.rating as Rating,
      on: values.on || null,
      periodLabel: values.periodLabel || null,
      narrative: values.narrative || null,
      reportedBy: values.reportedBy || null,
      visibility: values.visibility as Visibility,
      reason: values.reason || null,
    }),
    onSaved: async () => {
      await navigate(backTo);
      flash.show('Progress posted');
    },
  });
  // From red to green is a leap that is explained; the server asks for it.
  const leaps = latest?.rating === 'RED' && edit.form.values.rating === 'GREEN';
  return (
    <Page title={`Post progress on ${name}`} caption={caption} hasErrors={edit.errors.length > 0}>
      <p className="govuk-body">
        Last: <RatingWithDate progress={latest} />
      </p>
      <EditForm
        {...edit}
        {...(leaps ? { reason: 'required' as const } : {})}
        submitLabel="Post progress"
        cancel={
          <Link className="govuk-link" to={backTo}>
            Cancel
          </Link>
        }
      >
        <Radios name="rating" label="Rating" choices={ratings} />
        <TextArea name="narrative" label="What is there to say?" />
        <DateField name="on" label="As of which day?" />
        <TextField
          name="periodLabel"
          label="Period it reports on (optional)"
          hint="For example, Quarter 2"
          width={20}
        />
        <LinkField
          name="reportedBy"
          label="Whose report is it?"
          options={(own.length > 0 ? own : agencies).map(({ id, name: label }) => ({
            value: id,
            label,
          }))}
        />
        <Select name="visibility" label="Who can see it" choices={visibilities} />
      </EditForm>
    </Page>
  );
}
