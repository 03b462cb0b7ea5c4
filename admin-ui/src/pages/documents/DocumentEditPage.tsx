/** Changes what is known of a document. */
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { DocumentFields } from './DocumentFields.js';
import {
  DocumentFormFields,
  type DocumentValues,
  documentInput,
  documentValues,
  type FormDocument,
  wrongDocument,
} from './documentForm.js';

const DocumentQuery = graphql(
  `
    query DocumentEditPage_Document($id: ID!) {
      node(id: $id) { ... on Document { ...DocumentForm } }
    }
  `,
  [DocumentFormFields],
);

const UpdateDocument = graphql(
  `
    mutation DocumentEditPage_Update($input: UpdateDocumentInput!) {
      updateDocument(input: $input) {
        document { ...DocumentForm }
        errors { ...UserError }
      }
    }
  `,
  [DocumentFormFields, UserErrorFields],
);

export default function DocumentEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: DocumentQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the document">
      {({ node }) => {
        if (!node || !('marking' in node)) return <NotFoundPage />;
        const back = plan(slug).documents.one(id);
        return node.viewerCanUpdate ? (
          <EditDocument key={node.id} document={node} back={back} />
        ) : (
          <NotAllowed
            title={`You cannot edit ${node.title}`}
            to={back}
            look="Look at the document"
            draft={`document:${node.id}`}
          >
            The agency that owns it and the coordinator can.
          </NotAllowed>
        );
      }}
    </Loaded>
  );
}

function EditDocument({ document, back }: { document: FormDocument; back: string }) {
  const { form, errors, loading, submit, conflict, onMerged } = useDocumentEdit(document, back);
  const agencies = document.partnership.agencies.map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  return (
    <Page title={`Edit ${document.title}`} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={loading}
        onSubmit={submit}
        reason="offered"
        conflict={conflict}
        onMerged={onMerged}
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <DocumentFields agencies={agencies} />
      </EditForm>
    </Page>
  );
}

function useDocumentEdit(document: FormDocument, back: string) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(UpdateDocument, 'updateDocument');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [theirs, setTheirs] = useState<FormDocument | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `document:${document.id}`,
    initial: documentValues(document),
    version: document.version,
    errors,
  });
  const submit = async (values: DocumentValues) => {
    const wrong = wrongDocument(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: document.id,
        version: form.version ?? document.version,
        reason: values.reason.trim() || null,
        ...documentInput(values, form.changed),
      },
      form.draftKey,
    );
    if (outcome.conflict?.document) setTheirs(outcome.conflict.document);
    const saved = outcome.saved?.document;
    if (!saved) return;
    form.reset(documentValues(saved), saved.version);
    await navigate(back);
    flash.show('Document saved');
  };
  return {
    form,
    errors,
    loading: save.loading,
    submit,
    conflict: theirs && {
      values: documentValues(theirs, form.values.reason),
      version: theirs.version,
    },
    onMerged: () => {
      setTheirs(null);
      save.clear();
    },
  };
}
