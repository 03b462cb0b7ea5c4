//! Sessions: where somebody is signed in.

use async_graphql::{Context, ID, Object};

use super::context::accounts;
use super::scalars::DateTime;
use crate::auth::viewer::Viewer;
use crate::error::Result;
use crate::model::SessionKind;
use crate::store::operational::session::Session;

/// A place where you are signed in.
pub struct SessionObject {
    session: Session,
    is_current: bool,
}

impl SessionObject {
    /// The sessions of a viewer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(ctx: &Context<'_>, viewer: &Viewer) -> Result<Vec<SessionObject>> {
        let Some(user) = viewer.user else { return Ok(Vec::new()) };
        let current = viewer.by.session().unwrap_or_default();
        let sessions = accounts(ctx)?.sessions(user).await?;
        let object = |session: Session| SessionObject { is_current: session.id == current, session };
        Ok(sessions.into_iter().map(object).collect())
    }
}

/// A place where you are signed in.
#[Object(name = "Session")]
impl SessionObject {
    /// Its id, to end it with.
    async fn id(&self) -> ID {
        ID(self.session.id.clone())
    }
    /// What holds it.
    async fn kind(&self) -> SessionKind {
        self.session.kind
    }
    /// Whether it is the one that you ask in.
    async fn is_current(&self) -> bool {
        self.is_current
    }
    /// When you signed in.
    async fn created_at(&self) -> DateTime {
        DateTime(self.session.created_at)
    }
    /// When it was last used, to some minutes.
    async fn last_used_at(&self) -> DateTime {
        DateTime(self.session.last_used_at)
    }
    /// When it ends at the latest.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.session.expires_at)
    }
    /// Whether a second factor was given.
    async fn second_factor(&self) -> bool {
        self.session.second_factor
    }
    /// The network address that you signed in from.
    async fn address(&self) -> &str {
        &self.session.address
    }
    /// What the browser or program said it was.
    async fn client(&self) -> &str {
        &self.session.client
    }
}
