import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import {
  EditForm,
  type FormError,
  inputOf,
  LinkField,
  type Option,
  Radios,
  Select,
  TextField,
  UserErrorFields,
  useRecordForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { day, londonDay } from '../../ui/words.js';
import { CreateAgency } from '../agencies/AgencyCreatePage.js';
import { agencyKinds } from '../agencies/choices.js';
import { useAgencySearch } from '../agencies/useAgencySearch.js';
import NotFoundPage from '../NotFoundPage.js';
import { blankMember, MemberInputs, memberDates, memberValues } from './editFields.js';
import { type Member, MemberFields, standingOf } from './fields.js';

const PlaceQuery = graphql(`
  query MemberCreatePage_Place($slug: String!, $ids: [ID!]!) {
    viewer { viewerCanCreateAgency }
    partnership(slug: $slug) { id name viewerCanEditPlan }
    nodes(ids: $ids) {
      ... on Agency { id name kind }
      ... on Membership { id listedUnder basis capacity }
    }
  }
`);

const CreateMember = graphql(
  `
    mutation MemberCreatePage_Create($input: CreateMembershipInput!) {
      createMembership(input: $input) {
        membership { ...Member }
        errors { ...UserError }
      }
    }
  `,
  [MemberFields, UserErrorFields],
);

type AgencyKind = Extract<NonNullable<Place['nodes'][number]>, { kind: string }>['kind'];
type Place = ResultOf<typeof PlaceQuery>;

/**
 * A new member, the last of the list. The address can name the agency (`agency`), and
 * the membership of the agency that it comes after (`after`), whose place it takes.
 */
export default function MemberCreatePage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const ids = ['agency', 'after'].map((name) => search.get(name)).filter((id) => id !== null);
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug, ids } });
  return (
    <Loaded query={query} retry={ask} what="the partnership">
      {(place) =>
        place.partnership?.viewerCanEditPlan ? (
          <MemberCreator slug={slug} place={place} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

/** What a successor takes over from the membership before it. */
function begin({ nodes }: Place) {
  const agency = nodes.flatMap((node) => (node && 'kind' in node ? [node] : []))[0];
  const before = nodes.flatMap((node) => (node && 'basis' in node ? [node] : []))[0];
  const taken = before
    ? {
        listedUnder: before.listedUnder ?? '',
        basis: before.basis as string,
        capacity: before.capacity as string,
      }
    : {};
  return {
    ...blankMember,
    ...taken,
    which: 'known',
    agency: agency?.id ?? '',
    newName: '',
    newKind: 'OTHER',
  };
}

type Values = ReturnType<typeof begin>;

function MemberCreator({ slug, place }: { slug: string; place: Place }) {
  const to = plan(slug).members;
  const navigate = useNavigate();
  const flash = useFlash();
  const search = useAgencySearch();
  const newAgency = useNewAgency();
  const save = useSave(CreateMember, 'createMembership');
  const blank = begin(place);
  const edit = useRecordForm({
    draftKey: `new-membership:${place.partnership?.id}:${blank.agency}`,
    record: null,
    blank,
    valuesOf: (member: Member) => ({ ...blank, ...memberValues(member) }),
    save,
    recordOf: (payload) => payload.membership,
    dates: memberDates,
    check: missing,
    input: ({ agency, reason, which: _, newName: __, newKind: ___, ...values }) => ({
      partnership: place.partnership?.id ?? '',
      agency,
      reason: reason || null,
      ...inputOf(given(values)),
    }),
    onSaved: async (member) => {
      await navigate(to.list);
      const { nameAsPublished, joinedOn } = member;
      flash.show(
        standingOf(member, londonDay()) === 'toJoin'
          ? `${nameAsPublished} is to join on ${day(joinedOn)}`
          : `${nameAsPublished} is a member now`,
      );
    },
  });
  const errors = newAgency.errors.length > 0 ? newAgency.errors : edit.errors;
  const submit = async (values: typeof edit.form.values) => {
    if (values.which === 'known' || missing(values).length > 0) return edit.onSubmit(values);
    const id = await newAgency.make(values.newName, values.newKind);
    if (!id) return;
    // It is in the register from now on: if the second step fails, it is there to be chosen.
    edit.form.set('which', 'known');
    edit.form.set('agency', id);
    await edit.onSubmit({ ...values, which: 'known', agency: id });
  };
  const { which } = edit.form.values;
  return (
    <Page title="Add a member" caption={place.partnership?.name} hasErrors={errors.length > 0}>
      <EditForm
        {...edit}
        form={{ ...edit.form, errors, errorOf: (name) => messageFor(errors, name) }}
        errors={errors}
        loading={edit.loading || newAgency.loading}
        onSubmit={submit}
        reason="offered"
        submitLabel="Add the member"
        cancel={
          <Link className="govuk-link" to={to.list}>
            Cancel
          </Link>
        }
      >
        {place.viewer?.viewerCanCreateAgency ? (
          <Radios
            name="which"
            label="Is the agency in the register?"
            choices={[
              { value: 'known', label: 'Yes, or I will search for it' },
              { value: 'new', label: 'No, add it to the register as well' },
            ]}
          />
        ) : null}
        {which === 'known' ? (
          <LinkField
            name="agency"
            label="Agency"
            hint="Type part of any of its names."
            options={[...newAgency.made, ...optionsIn(place)]}
            search={search}
          />
        ) : (
          <>
            <TextField name="newName" label="Name of the agency" />
            <Select name="newKind" label="Kind of agency" choices={agencyKinds} />
          </>
        )}
        <MemberInputs />
      </EditForm>
    </Page>
  );
}

/** Adds the agency to the register, before it becomes a member. */
function useNewAgency() {
  const save = useSave(CreateAgency, 'createAgency');
  const [made, setMade] = useState<Option[]>([]);
  const make = async (name: string, kind: string): Promise<string | null> => {
    const outcome = await save.run({ name, kind: kind as AgencyKind });
    const agency = outcome.saved?.agency;
    if (!agency) return null;
    setMade((old) => [...old, { value: agency.id, label: agency.name }]);
    return agency.id;
  };
  const errors = save.errors.map((error) => ({
    ...error,
    field: error.field === 'kind' ? 'newKind' : 'newName',
  }));
  return { make, errors, loading: save.loading, made };
}

function missing({ which, agency, newName }: Pick<Values, 'which' | 'agency' | 'newName'>) {
  if (which === 'known') return agency ? [] : [{ field: 'agency', message: 'Choose the agency' }];
  return newName.trim() ? [] : [{ field: 'newName', message: 'Enter the name of the agency' }];
}

/** Nothing is sent of what was left as it is: the server knows what that means. */
function given<V extends Record<string, string>>(values: V): Partial<V> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== ''),
  ) as Partial<V>;
}

function optionsIn({ nodes }: Place) {
  return nodes.flatMap((node) =>
    node && 'kind' in node ? [{ value: node.id, label: node.name }] : [],
  );
}

function messageFor(errors: FormError[], name: string): string | undefined {
  return errors.find(({ field }) => field === name)?.message;
}
