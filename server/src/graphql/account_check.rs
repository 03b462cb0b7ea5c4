//! Accounts that nobody has used for long.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime as Moment, Utc};

use super::account::partnership_of;
use super::context::{accounts, context, lens};
use super::page::{self, Connection, PageArgs, page_cost};
use super::scalars::{Date, DateTime};
use super::user::UserObject;
use crate::clock::london_date;
use crate::commands::account::unused::{self, Unused, Used};
use crate::error::{Error, Result};
use crate::graph::view::Lens;

/// What can be asked about the use of accounts.
#[derive(Default)]
pub struct AccountCheckQuery;

/// What can be asked about the use of accounts.
#[Object]
impl AccountCheckQuery {
    /// Accounts that nobody has used for long: for administrators and auditors of the
    /// register, and in a partnership for its coordinators and auditors. Null for everyone
    /// else.
    async fn account_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those with a role in this partnership, by id or slug; all of the register if nothing is said."
        )]
        partnership: Option<ID>,
        #[graphql(desc = "For how many days they were not used, from 1 to 3,650.", default = 180)] days: i32,
    ) -> Result<Option<AccountCheckObject>> {
        let context = context(ctx)?;
        let Some(viewer) = context.viewer.clone() else { return Ok(None) };
        let lens = lens(ctx)?;
        let partnership = partnership.map(|id| partnership_of(&lens, &id)).transpose()?;
        if !unused::may_check(&viewer, partnership) {
            return Ok(None);
        }
        if !(1..=3_650).contains(&days) {
            return Err(Error::bad_request("days is out of range: give 1 to 3,650."));
        }
        let (now, accounts) = (context.now, accounts(ctx)?);
        let kept = accounts.config().sign_in_days;
        let find = move |conn: &mut crate::store::Conn| {
            unused::find(conn, &viewer, partnership, i64::from(days), now)
        };
        let found = accounts.read_much(find).await?;
        context.charge(20 + found.examined.unsigned_abs())?;
        Ok(Some(AccountCheckObject { lens, now, days, kept, found }))
    }
}

/// Accounts that nobody has used for long.
pub struct AccountCheckObject {
    lens: Arc<Lens>,
    now: Moment<Utc>,
    days: i32,
    kept: i64,
    found: Unused,
}

/// Accounts that nobody has used for long: who can still sign in, and does not.
#[Object(name = "AccountCheck")]
impl AccountCheckObject {
    /// When it was run.
    async fn ran_at(&self) -> DateTime {
        DateTime(self.now)
    }
    /// The day of that in London.
    async fn on(&self) -> Date {
        Date(london_date(self.now))
    }
    /// For how many days the accounts were not used.
    async fn days(&self) -> i32 {
        self.days
    }
    /// How many accounts were looked at: those that can sign in.
    async fn examined(&self) -> i32 {
        self.found.examined
    }
    /// For how many days sign-ins are kept. When that is less than `days`, an account
    /// without a known use may have been used before.
    async fn sign_ins_kept_for_days(&self) -> i64 {
        self.kept
    }
    /// The accounts that were not used, by name. Those that are younger than that are left
    /// out.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn unused(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<UnusedAccountObject>> {
        let object = |used: &Used| UnusedAccountObject { lens: Arc::clone(&self.lens), used: used.clone() };
        let entries = self.found.found.iter().map(|used| (used.user.id.to_string(), object(used)));
        page::of_all(entries.collect(), &PageArgs::new(first, after, None, None))
    }
}

/// An account that nobody has used for long.
pub struct UnusedAccountObject {
    lens: Arc<Lens>,
    used: Used,
}

impl page::Node for UnusedAccountObject {
    const NAME: &'static str = "UnusedAccount";
}

/// An account that nobody has used for long.
#[Object(name = "UnusedAccount")]
impl UnusedAccountObject {
    /// The account.
    async fn user(&self) -> UserObject {
        UserObject::new(&self.lens, self.used.user.clone())
    }
    /// When it was last used: a sign-in, or anything done while signed in. Null when
    /// neither is known.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.used.last.map(DateTime)
    }
}
