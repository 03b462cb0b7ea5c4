//! What the parts of the schema about accounts share, and what can be asked about them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::api_key::ApiKeyObject;
use super::context::{accounts, context, lens};
use super::page::{self, Connection, PageArgs, page_cost};
use super::query::find_partnership;
use super::role_grant::RoleGrantObject;
use super::scalars::Date;
use super::session::SessionObject;
use super::sign_in::{SignInFilterInput, SignInObject};
use super::user::{InvitationObject, UserFilter, UserObject};
use super::viewer::ViewerObject;
use crate::auth::viewer::Viewer;
use crate::clock::london_date;
use crate::commands::account::access;
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::operational::sign_in;
use crate::store::people::{self, Placed};

/// The partnership with this id or slug.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn partnership_of(lens: &Lens, id: &str) -> Result<PartnershipId> {
    let found = find_partnership(lens, id).map(|partnership| partnership.id);
    found.ok_or(Error::NotFound("There is no such partnership.".into()))
}

/// What can be asked about accounts.
#[derive(Default)]
pub struct AccountQueries;

/// What can be asked about accounts.
#[Object]
impl AccountQueries {
    /// Who you are; null when you have not signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<ViewerObject>> {
        Ok(context(ctx)?.viewer.clone().map(ViewerObject))
    }

    /// Your sessions that still last, the last used first; empty when you have not signed
    /// in.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<SessionObject>> {
        match &context(ctx)?.viewer {
            Some(viewer) => SessionObject::of(ctx, viewer).await,
            None => Ok(Vec::new()),
        }
    }

    /// The account with this id; null when there is none that you see.
    async fn user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<UserObject>> {
        match context(ctx)?.viewer {
            Some(_) => UserObject::seen(ctx, &id).await,
            None => Ok(None),
        }
    }

    /// The accounts that you see, by name: administrators and auditors of the register
    /// all, coordinators those with a role in their partnership, partner admins those of
    /// their agency, everyone their own.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<UserFilter>,
    ) -> Result<Connection<UserObject>> {
        let args = PageArgs::new(first, after, last, before);
        let lens = lens(ctx)?;
        let filter = filter.unwrap_or_default();
        let wanted = filter.read(&lens)?;
        let seen = seen(ctx).await?.into_iter().filter(|(user, roles)| wanted.fits(user, roles));
        let objects = seen.map(|(user, _)| (user.id.to_string(), UserObject::new(&lens, user)));
        page::of_all(objects.collect(), &args)
    }

    /// The invitations that were not accepted yet, of the accounts that you see.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InvitationObject>> {
        let args = PageArgs::new(first, after, last, before);
        let lens = lens(ctx)?;
        let seen = seen(ctx).await?.into_iter().filter(|(user, _)| user.state == UserState::Invited);
        let objects = seen.map(|(user, _)| (user.id.to_string(), InvitationObject::new(&lens, user)));
        page::of_all(objects.collect(), &args)
    }

    /// Who has which role, or had it on a day, as far as you see it: administrators and
    /// auditors of the register all, coordinators and auditors those of their partnership,
    /// partner admins those of their agency, everyone their own.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn role_grants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Those that hold in this partnership, by id or slug.")] partnership: Option<ID>,
        #[graphql(desc = "Those of this user, by id.")] user: Option<ID>,
        #[graphql(
            desc = "Those that held on this day, if only for a part of it; those that hold now if nothing is said."
        )]
        on: Option<Date>,
    ) -> Result<Connection<RoleGrantObject>> {
        let args = PageArgs::new(first, after, last, before);
        let context = context(ctx)?;
        let Some(viewer) = context.viewer.clone() else { return Ok(Connection::empty()) };
        let lens = lens(ctx)?;
        let partnership = match &partnership {
            Some(id) => Some(partnership_of(&lens, id)?),
            None => None,
        };
        let today = london_date(context.now);
        // Where an agency sat that day: it may have left since.
        let day = on.as_ref().map_or(today, |day| day.0);
        let placed = accounts(ctx)?.read_much(move |conn| people::placed(conn, day)).await?;
        context.charge(10 + placed.len() as u32 / 10)?;
        let wanted = placed.into_iter().filter(|role| {
            access::sees_role(&viewer, role)
                && on.as_ref().map_or_else(|| role.grant.holds_on(today), |day| role.grant.held_on(day.0))
                && partnership.is_none_or(|id| role.places.contains(&id))
                && user.as_ref().is_none_or(|id| role.grant.user.to_string() == id.0)
        });
        let objects = wanted.map(|role| (role.grant.id.to_string(), RoleGrantObject::new(&lens, role.grant)));
        page::of_all(objects.collect(), &args)
    }

    /// The API keys that you see, revoked ones among them: administrators and auditors of
    /// the register all, coordinators and auditors those of their partnership.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn api_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ApiKeyObject>> {
        let args = PageArgs::new(first, after, last, before);
        let context = context(ctx)?;
        let Some(viewer) = context.viewer.clone() else { return Ok(Connection::empty()) };
        let lens = lens(ctx)?;
        let keys = accounts(ctx)?.read(people::api_keys).await?;
        context.charge(10 + keys.len() as u32 / 10)?;
        let seen = keys.into_iter().filter(|key| access::sees_key(&viewer, key));
        page::of_all(seen.map(|key| (key.id.to_string(), ApiKeyObject::new(&lens, key))).collect(), &args)
    }

    /// Attempts to sign in, the latest first, as far back as they are kept: for
    /// administrators and for auditors of the whole register.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn sign_ins(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<SignInFilterInput>,
    ) -> Result<Connection<SignInObject>> {
        let context = context(ctx)?;
        let may = |viewer: &Arc<Viewer>| viewer.scope.accounts || viewer.scope.everything;
        if !context.viewer.as_ref().is_some_and(may) {
            return Ok(Connection::empty());
        }
        let filter = filter.map(SignInFilterInput::read).transpose()?.unwrap_or_default();
        let (skip, limit) = page::skip(first, after.as_deref())?;
        context.charge(20 + limit as u32)?;
        let (found, total) = accounts(ctx)?
            .read(move |conn| {
                Ok((sign_in::list(conn, &filter, skip, limit)?, sign_in::count(conn, &filter)?))
            })
            .await?;
        let more = skip + (found.len() as i64) < total;
        let numbered = found.into_iter().zip(skip + 1..);
        let entries = numbered.map(|(found, n)| (page::number(n), SignInObject(found))).collect();
        Ok(page::of_entries(entries, more, skip > 0, total))
    }
}

/// The accounts that the viewer sees, with their roles.
async fn seen(ctx: &Context<'_>) -> Result<Vec<(User, Vec<Placed>)>> {
    let context = context(ctx)?;
    let Some(viewer) = context.viewer.clone() else { return Ok(Vec::new()) };
    let today = london_date(context.now);
    let seen = accounts(ctx)?.read_much(move |conn| access::seen_users(conn, &viewer, today)).await?;
    context.charge(10 + seen.len() as u32 / 10)?;
    Ok(seen)
}
