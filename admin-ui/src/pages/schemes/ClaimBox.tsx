/** "Is this one yours?": makes one's agency the lead of a scheme that has none. */
import { useQuery } from 'urql';
import { EditForm, Radios, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { useViewer } from '../../session/Session.js';
import type { Scheme } from './scheme.js';

const MembersQuery = graphql(`
  query ClaimBox_Members($slug: String!) {
    partnership(slug: $slug) { id agencies { id } }
  }
`);

const Claim = graphql(
  `
    mutation ClaimBox_Claim($input: ClaimInput!) {
      claim(input: $input) {
        record { ... on Project { id version leadAgency { id name } } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export function ClaimBox({ scheme }: { scheme: Scheme }) {
  const { agencies } = useViewer();
  const [{ data }] = useQuery({
    query: MembersQuery,
    variables: { slug: scheme.partnership.slug },
    pause: agencies.length < 2,
  });
  const members = new Set(data?.partnership?.agencies.map(({ id }) => id));
  const mine = agencies.length < 2 ? agencies : agencies.filter(({ id }) => members.has(id));
  const [first] = mine;
  return first ? <Asked key={first.id} scheme={scheme} agencies={mine} /> : null;
}

type Props = { scheme: Scheme; agencies: { id: string; name: string }[] };

function Asked({ scheme, agencies }: Props) {
  const save = useSave(Claim, 'claim');
  const flash = useFlash();
  const form = useForm({
    draftKey: null,
    initial: { agency: agencies[0]?.id ?? '' },
    version: null,
    errors: save.errors,
  });
  const only = agencies.length === 1 ? agencies[0] : null;
  const submit = async ({ agency }: { agency: string }) => {
    const { saved } = await save.run({ record: scheme.id, agency });
    if (!saved) return;
    const name = agencies.find(({ id }) => id === agency)?.name;
    flash.show(
      `${name} now leads this scheme. The coordinator sees it under “Latest changes” and can undo it.`,
    );
  };
  return (
    <section className="govuk-inset-text register-claim" aria-labelledby="claim">
      <h2 className="govuk-heading-m" id="claim">
        Is this one yours?
      </h2>
      <p className="govuk-body">
        No agency leads this scheme yet. If it is {only ? `${only.name}’s` : 'one of yours'}, take
        it: then you can keep it up to date. The coordinator sees it under “Latest changes” and can
        undo it.
      </p>
      <EditForm
        form={form}
        errors={save.errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel={only ? `${only.name} leads it` : 'We lead it'}
        leaveFreely
      >
        {only ? null : (
          <Radios
            name="agency"
            label="Which of your agencies leads it?"
            choices={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </EditForm>
    </section>
  );
}
