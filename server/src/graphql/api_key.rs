//! API keys of front-end apps.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::change::HistoryFields;
use super::context::{accounts, context, lens, viewer};
use super::page;
use super::partnership::PartnershipObject;
use super::scalars::DateTime;
use crate::commands::account::access;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::operational::api_key_secret;
use crate::store::people;

/// A key with which an app reads. The key itself was shown when it was made.
pub struct ApiKeyObject {
    lens: Arc<Lens>,
    key: ApiKey,
}

impl page::Node for ApiKeyObject {
    const NAME: &'static str = "ApiKey";
}

impl ApiKeyObject {
    /// The object of a key that the viewer sees.
    pub fn new(lens: &Arc<Lens>, key: ApiKey) -> Self {
        ApiKeyObject { lens: Arc::clone(lens), key }
    }

    /// The key with this id, if the viewer sees it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seen(ctx: &Context<'_>, id: &str) -> Result<Option<Self>> {
        let Ok(id) = id.parse::<ApiKeyId>() else { return Ok(None) };
        let viewer = Arc::clone(viewer(ctx)?);
        let key = accounts(ctx)?.read(move |conn| people::api_key(conn, id)).await?;
        let lens = lens(ctx)?;
        Ok(key.filter(|key| access::sees_key(&viewer, key)).map(|key| ApiKeyObject::new(&lens, key)))
    }
}

/// A key with which an app reads. The key itself was shown when it was made.
#[Object(name = "ApiKey")]
impl ApiKeyObject {
    /// Its id.
    async fn id(&self) -> ID {
        ID(self.key.id.to_string())
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(&self.lens, self.key.id)
    }
    /// How often it has changed; name it when you change it.
    async fn version(&self) -> i32 {
        self.key.head.version
    }
    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.key.head.created_at)
    }
    /// What it is for.
    async fn name(&self) -> &str {
        &self.key.name
    }
    /// The partnership that it reads; null for the whole register.
    async fn partnership(&self) -> Result<Option<PartnershipObject>> {
        match self.key.partnership {
            Some(id) => Ok(self.lens.partnership(id).await?.as_ref().map(PartnershipObject::of)),
            None => Ok(None),
        }
    }
    /// The widest that it reads.
    async fn reads(&self) -> Visibility {
        self.key.reads
    }
    /// When it ends; null when it ends only by being revoked.
    async fn expires_at(&self) -> Option<DateTime> {
        self.key.expires_at.map(DateTime)
    }
    /// Whether it was revoked.
    async fn is_revoked(&self) -> bool {
        self.key.head.archived
    }
    /// Whether it works now.
    async fn works(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.key.works_at(context(ctx)?.now))
    }
    /// When it was last used, to some minutes.
    async fn last_used_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        context(ctx)?.charge(1)?;
        let id = self.key.id;
        let at = accounts(ctx)?.read(move |conn| api_key_secret::last_used(conn, id)).await?;
        Ok(at.map(DateTime))
    }
}
