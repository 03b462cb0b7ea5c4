//! What a mutation gives back, and how one is run.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, SimpleObject};

use crate::commands::account::Accounts;
use crate::commands::done::Done;
use crate::commands::edit::{Archivable, Archive};
use crate::commands::gate::{Call, Command};
use crate::commands::once::Once;
use crate::error::{Error, Problem, Result};
use crate::graph::view::Lens;
use crate::graphql::agency::{AgencyObject, SuccessionObject};
use crate::graphql::context::{context, gate, lens, viewer};
use crate::graphql::object::{At, Object};
use crate::graphql::partnership::PartnershipObject;
use crate::model::*;

/// What is wrong with what a mutation was given.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// A value breaks a rule; nothing was written.
    Invalid,
    /// The record has changed since the version you named; nothing was written. The
    /// payload holds the record as it is now.
    Conflict,
    /// The secret that belongs here was shown when the request was made the first time.
    AlreadyShown,
}

/// One thing that is wrong with what a mutation was given.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    /// Where in `input`: names of fields and numbers of places in lists; empty: all of it.
    pub path: Vec<String>,
    /// What kind of error it is.
    pub code: ErrorCode,
    /// What is wrong and what to do, in words for people.
    pub message: String,
}

/// What became of a command: what the payload shows, and what was wrong.
pub struct Outcome<T> {
    /// The record as it is now.
    pub shown: Option<T>,
    /// What was wrong with the input.
    pub errors: Vec<UserError>,
}

/// Declares a payload of one record: its name, the field of the record and its object.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty }) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            pub $field: Option<$object>,
            /// What was wrong with the input; empty when all went well.
            pub errors: Vec<$crate::graphql::mutations::payload::UserError>,
        }

        impl From<$crate::graphql::mutations::payload::Outcome<$object>> for $name {
            fn from(outcome: $crate::graphql::mutations::payload::Outcome<$object>) -> Self {
                $name { $field: outcome.shown, errors: outcome.errors }
            }
        }
    };
}
pub(in crate::graphql) use payload;

/// Declares a payload of several records.
macro_rules! list_payload {
    ($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty }) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            pub $field: Vec<$object>,
            /// What was wrong with the input; empty when all went well.
            pub errors: Vec<$crate::graphql::mutations::payload::UserError>,
        }

        impl From<$crate::graphql::mutations::payload::Outcome<Vec<$object>>> for $name {
            fn from(outcome: $crate::graphql::mutations::payload::Outcome<Vec<$object>>) -> Self {
                $name { $field: outcome.shown.unwrap_or_default(), errors: outcome.errors }
            }
        }
    };
}
pub(in crate::graphql) use list_payload;

/// Puts a record away, or takes it out again.
#[derive(InputObject, Debug, Clone)]
pub struct ArchiveInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required to archive, and to take out of the archive what belongs to a published
    /// strategy or makes a green rating follow a red one.
    pub reason: Option<String>,
}

impl ArchiveInput {
    /// The command.
    pub fn command<E: Archivable>(self, archived: bool) -> Archive<E> {
        let ArchiveInput { id, version, reason } = self;
        Archive { id, version, reason, archived, noun: std::marker::PhantomData }
    }
}

/// Runs a command for whoever signed in.
///
/// # Errors
/// Those of the command, but for what a payload shows: see [`told`].
pub async fn run<C: Command<Output = Done> + Sync>(ctx: &Context<'_>, command: C) -> Result<Done> {
    let context = context(ctx)?;
    let viewer = Arc::clone(viewer(ctx)?);
    let command = Once::of(context, command);
    let call = Call { viewer: Some(viewer), request: context.request.clone() };
    let mut done = gate(ctx)?.run_for(command, call).await?;
    let notices = std::mem::take(&mut done.notices);
    if let (false, Some(accounts)) = (notices.is_empty(), ctx.data_opt::<Arc<Accounts>>()) {
        accounts.notify(notices).await;
    }
    Ok(done)
}

/// Runs a command on one record and shows it: as it is afterwards, also when somebody
/// else was faster.
///
/// # Errors
/// Those of the command that a payload does not show.
pub async fn change<C, O>(ctx: &Context<'_>, command: C, subject: Option<ID>) -> Result<Outcome<O>>
where
    C: Command<Output = Done> + Sync,
    O: Shown,
{
    let (id, errors, repeated) = match run(ctx, command).await {
        Ok(done) => (done.id, Vec::new(), done.repeated),
        Err(error) => (subject.and_then(|id| id.parse().ok()), told(error)?, false),
    };
    let shown = match id {
        Some(id) => show(ctx, id).await?,
        None => None,
    };
    if repeated && id.is_some() && shown.is_none() {
        return Err(no_longer_shown());
    }
    Ok(Outcome { shown, errors })
}

/// Runs a command on several records and shows them.
///
/// # Errors
/// Those of the command that a payload does not show.
pub async fn change_all<C, O>(ctx: &Context<'_>, command: C) -> Result<Outcome<Vec<O>>>
where
    C: Command<Output = Done> + Sync,
    O: Shown,
{
    let done = match run(ctx, command).await {
        Ok(done) => done,
        Err(error) => return Ok(Outcome { shown: None, errors: told(error)? }),
    };
    let mut shown = Vec::with_capacity(done.ids.len());
    for id in &done.ids {
        shown.extend(show(ctx, *id).await?);
    }
    if done.repeated && shown.len() < done.ids.len() {
        return Err(no_longer_shown());
    }
    Ok(Outcome { shown: Some(shown), errors: Vec::new() })
}

/// What is said of a request that is sent again by somebody who has lost sight of what it
/// did: an answer with nothing in it would look as if it had done nothing.
fn no_longer_shown() -> Error {
    let message = "This was done when it was asked for first. What came of it is no longer for you to see.";
    Error::Forbidden(message.into())
}

/// An object that a payload can show.
pub trait Shown: Sized + Send {
    /// The object of a record as it is now, if the viewer may see it.
    fn shown(lens: &Arc<Lens>, id: AnyId) -> impl Future<Output = Result<Option<Self>>> + Send;
}

impl<O: Object + Send> Shown for O {
    async fn shown(lens: &Arc<Lens>, id: AnyId) -> Result<Option<Self>> {
        let Some(home) = lens.register().home(id).await? else { return Ok(None) };
        let Some(view) = lens.partnership(home).await? else { return Ok(None) };
        Ok(view.place_of(id).map(|place| O::of(At::new(&view, place))))
    }
}

/// Declares how the objects of the directory are shown.
macro_rules! shown {
    ($($object:ident of $id:ident),*) => {$(
        impl Shown for $object {
            async fn shown(lens: &Arc<Lens>, id: AnyId) -> Result<Option<Self>> {
                let is_one = id.entity == $id::ENTITY;
                Ok(is_one.then(|| $object::find(lens, $id::from_uuid(id.uuid))).flatten())
            }
        }
    )*};
}
shown!(PartnershipObject of PartnershipId, AgencyObject of AgencyId, SuccessionObject of SuccessionId);

/// The object of a record as it is now, if the viewer may see it.
///
/// # Errors
/// When the database fails.
pub async fn show<O: Shown>(ctx: &Context<'_>, id: AnyId) -> Result<Option<O>> {
    O::shown(&lens(ctx)?, id).await
}

/// What a payload says of an error.
///
/// # Errors
/// The error itself, when it is none that a payload shows.
pub fn told(error: Error) -> Result<Vec<UserError>> {
    match error {
        Error::Invalid(problems) => Ok(problems.into_iter().map(invalid).collect()),
        Error::Conflict(records) => Ok(records.iter().map(|record| stale(names(&record.path))).collect()),
        other => Err(other),
    }
}

/// What a payload says of a version that is no longer that of the record.
pub fn stale(path: Vec<String>) -> UserError {
    let message = "Somebody else has changed this since: look at it as it is now and try again.";
    UserError { path, code: ErrorCode::Conflict, message: message.to_owned() }
}

/// What a payload says of a rule that a value breaks.
pub fn invalid(problem: Problem) -> UserError {
    UserError { path: names(&problem.path), code: ErrorCode::Invalid, message: problem.to_string() }
}

/// The fields and places that a path goes through.
fn names(path: &str) -> Vec<String> {
    path.split(['.', '[', ']']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
