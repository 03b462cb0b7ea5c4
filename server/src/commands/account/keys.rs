//! API keys of front-end apps.

use async_graphql::{ID, InputObject};

use super::access;
use super::links::own_head;
use crate::auth::policy::Ties;
use crate::auth::secret::{Kind, Secret};
use crate::commands::done::Done;
use crate::commands::edit::Editor;
use crate::commands::gate::Command;
use crate::error::{Error, Result};
use crate::model::scalars::DateTime;
use crate::model::*;
use crate::store::operational::api_key_secret;
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// A key for an app that reads.
#[derive(InputObject, Debug, Clone)]
pub struct CreateApiKeyInput {
    /// What it is for.
    pub name: String,
    /// The partnership that it reads, by id or slug; the whole register if nothing is said.
    pub partnership: Option<ID>,
    /// The widest that it reads: `PUBLIC` or `PARTNERS`.
    #[graphql(default_with = "Visibility::Public")]
    pub reads: Visibility,
    /// When it ends; when it is revoked if nothing is said.
    pub expires_at: Option<DateTime>,
    /// Why.
    pub reason: Option<String>,
}

/// A key to revoke.
#[derive(InputObject, Debug, Clone)]
pub struct RevokeApiKeyInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required.
    pub reason: String,
}

/// Makes a key, which is shown once.
pub struct CreateApiKey {
    input: CreateApiKeyInput,
    id: ApiKeyId,
    secret: Secret,
}

impl CreateApiKey {
    /// Makes the key that the input describes.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn new(input: CreateApiKeyInput) -> Result<Self> {
        let id = ApiKeyId(uuid::Uuid::now_v7());
        Ok(CreateApiKey { input, id, secret: Secret::random(Kind::ApiKey)? })
    }
}

impl Command for CreateApiKey {
    type Output = Done;
    const KEY: &'static str = "api_key.create";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.input;
        let mut edit = Editor::new(tx)?;
        let partnership = input.partnership.as_ref().map(|id| edit.partnership(id)).transpose()?;
        edit.permit_with(Self::KEY, &Ties { partnership, ..Ties::default() })?;
        let key = ApiKey {
            id: self.id,
            head: own_head(self.id.0),
            name: input.name.trim().to_owned(),
            partnership,
            reads: input.reads,
            expires_at: input.expires_at.map(|at| at.0),
        };
        Entity::validate(&key, &mut edit.problems);
        if key.expires_at.is_some_and(|end| end <= edit.tx.now()) {
            edit.problems.add("expiresAt", "is past: the key would never work");
        }
        edit.problems.optional_text("reason", input.reason.as_deref(), 2_000);
        edit.end_of_input()?;
        let deed = Deed { action: ChangeAction::Create, reason: input.reason.as_deref() };
        edit.tx.save(None, key, deed)?;
        api_key_secret::keep(&mut edit.tx.operational(), self.id, &self.secret.hash())?;
        Ok(Done { secret: Some(self.secret.reveal().to_owned()), ..Done::to(self.id) })
    }
}

/// Revokes a key.
pub struct RevokeApiKey(pub RevokeApiKeyInput);

impl Command for RevokeApiKey {
    type Output = Done;
    const KEY: &'static str = "api_key.revoke";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let missing = || Error::NotFound("There is no API key with this id.".into());
        let id: ApiKeyId = input.id.parse().map_err(|_| missing())?;
        let before = people::api_key(edit.tx.reader(), id)?.ok_or_else(missing)?;
        if !access::sees_key(&edit.viewer, &before) {
            return Err(missing());
        }
        edit.permit_with(Self::KEY, &Ties { partnership: before.partnership, ..Ties::default() })?;
        edit.at_version(&before, input.version)?;
        edit.problems.text("reason", &input.reason, 2_000);
        edit.end_of_input()?;
        if !before.head.archived {
            let mut after = before.clone();
            after.head.archived = true;
            let deed = Deed { action: ChangeAction::Archive, reason: Some(&input.reason) };
            edit.tx.save(Some(&before.into()), after, deed)?;
        }
        Ok(Done::to(id))
    }
}
