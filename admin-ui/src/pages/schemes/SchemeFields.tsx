/** The fields of a scheme's form. */
import {
  Checkboxes,
  DateField,
  LinkField,
  LinksField,
  type Option,
  Select,
  SourcesField,
  TextArea,
  TextField,
} from '../../forms/index.js';
import { projectKinds, projectStatuses, visibilities } from './choices.js';
import type { FormEdition } from './schemeForm.js';

type Props = {
  /** The agencies of the partnership. */
  agencies: Option[];
  /** Those that the person may set as its lead. */
  leads: Option[];
  /** The edition whose priorities and focus areas can be linked; null: there is none. */
  edition: FormEdition | null;
};

export function SchemeFields({ agencies, leads, edition }: Props) {
  return (
    <>
      <TextField name="name" label="Name" />
      <Select name="status" label="Status" choices={projectStatuses} />
      <Select name="kind" label="Kind" choices={projectKinds} />
      <TextArea name="description" label="Description" />
      <LinkField
        name="leadAgency"
        label="Lead agency"
        hint="Type part of its name. It keeps the scheme up to date."
        options={leads}
      />
      <TextField
        name="leadPost"
        label="Lead post"
        hint="A post, never a person's name."
        width={30}
      />
      <LinksField
        name="partnerAgencies"
        label="Partner agencies"
        hint="Type part of a name. They can post progress too."
        options={agencies}
      />
      {edition ? <EditionLinks edition={edition} /> : null}
      <TextField name="website" label="Web address" type="url" />
      <DateField name="startsOn" label="Start date" />
      <DateField name="endsOn" label="End date" />
      <Select name="visibility" label="Who can see it" choices={visibilities} />
      <SourcesField
        fields={[
          'name',
          'description',
          'leadAgency',
          'partnerAgencies',
          'startsOn',
          'endsOn',
          'website',
        ]}
      />
    </>
  );
}

function EditionLinks({ edition: { title, state, priorities } }: { edition: FormEdition }) {
  const places = `In ${title}${state === 'PUBLISHED' ? '' : ', which is not published'}`;
  const areas = priorities.flatMap((priority) =>
    priority.focusAreas.map((area) => ({
      value: area.id,
      label: area.title,
      hint: `priority ${priority.position}`,
    })),
  );
  if (priorities.length === 0) return null;
  return (
    <div id="priorities">
      <Checkboxes
        name="priorities"
        label="Priorities it stands under"
        hint={places}
        choices={priorities.map(({ id, heading }) => ({ value: id, label: heading }))}
      />
      {areas.length > 0 ? (
        <LinksField
          name="focusAreas"
          label="Focus areas it serves"
          hint={`${places}. Type part of a name.`}
          options={areas}
        />
      ) : null}
    </div>
  );
}
