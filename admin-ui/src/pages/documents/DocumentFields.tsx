/** The fields of a document's form. */
import {
  DateField,
  LinkField,
  LinksField,
  type Option,
  Select,
  SourcesField,
  TextField,
} from '../../forms/index.js';
import { visibilities } from '../schemes/choices.js';
import { useSchemeSearch } from '../schemes/search.js';
import { documentKinds } from './documentForm.js';

/** What every document has. */
export function DocumentFields({ agencies }: { agencies: Option[] }) {
  return (
    <>
      <TextField name="title" label="Title" />
      <Select name="kind" label="Kind" choices={documentKinds} />
      <TextField
        name="url"
        label="Link (optional)"
        hint="Where it can be read, beginning with https://. Leave it empty if it is not known."
        type="url"
      />
      <TextField
        name="versionLabel"
        label="Version (optional)"
        hint="For example, draft 2"
        width={20}
      />
      <TextField name="reference" label="Reference (optional)" width={20} />
      <DateField name="datedOn" label="Date of the document" />
      <LinkField
        name="ownerAgency"
        label="Owner agency (optional)"
        hint="Type part of its name."
        options={agencies}
      />
      <TextField
        name="marking"
        label="Protective marking (optional)"
        hint="As it stands on the document, for example OFFICIAL"
        width={20}
      />
      <Select name="visibility" label="Who can see it" choices={visibilities} />
      <SourcesField fields={['title', 'url', 'datedOn']} />
    </>
  );
}

type Places = {
  partnership: string;
  projects: Option[];
  strategies: Option[];
  sittings: Option[];
  priorities: Option[];
};

/** Which records a new document belongs to. */
export function BelongsTo({ partnership, projects, strategies, sittings, priorities }: Places) {
  const search = useSchemeSearch(partnership);
  return (
    <>
      <LinksField
        name="projects"
        label="Projects and schemes it belongs to (optional)"
        hint="Type part of a name."
        options={projects}
        search={search}
      />
      {strategies.length > 0 ? (
        <LinksField
          name="strategies"
          label="Strategies it belongs to (optional)"
          options={strategies}
        />
      ) : null}
      {priorities.length > 0 ? (
        <LinksField
          name="priorities"
          label="Priorities it belongs to (optional)"
          options={priorities}
        />
      ) : null}
      {sittings.length > 0 ? (
        <LinksField
          name="sittings"
          label="Sittings it belongs to (optional)"
          hint="Type part of a meeting’s name or of a day."
          options={sittings}
        />
      ) : null}
    </>
  );
}
