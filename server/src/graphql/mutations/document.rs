//! Changing documents.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::document::{CreateDocumentInput, UpdateDocumentInput};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::error::Result;
use crate::graphql::document::DocumentObject;
use crate::model::Document;

payload! {
    /// What became of a change to a document.
    DocumentPayload {
        /// The document as it is now; null when there is none.
        document: DocumentObject
    }
}

list_payload! {
    /// What became of several new documents.
    DocumentsPayload {
        /// The documents, in the order of the rows.
        documents: DocumentObject
    }
}

/// Several new documents, all or none.
#[derive(InputObject)]
pub struct CreateDocumentsInput {
    /// The documents; at most 200.
    rows: Vec<CreateDocumentInput>,
}

/// Changing documents.
#[derive(Default)]
pub struct DocumentMutations;

/// Changing documents.
#[Object]
impl DocumentMutations {
    /// Adds a document. What a partner admin adds belongs to their agency.
    async fn create_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document.")] input: CreateDocumentInput,
    ) -> Result<Option<DocumentPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several documents, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The documents.")] input: CreateDocumentsInput,
    ) -> Result<Option<DocumentsPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes a document.
    async fn update_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateDocumentInput,
    ) -> Result<Option<DocumentPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a document away: it leaves the lists, links to it keep working.
    async fn archive_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<DocumentPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Document>(true), subject).await?.into()))
    }

    /// Takes a document out of the archive.
    async fn unarchive_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<DocumentPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Document>(false), subject).await?.into()))
    }
}
