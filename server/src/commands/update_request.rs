//! Commands on requests for updates.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, NaiveDate, Utc};

use super::done::Done;
use super::edit::{Creation, Editor, Input, new_head, not_found, put, reason};
use super::gate::Command;
use super::values::put_list;
use crate::auth::viewer::Viewer;
use crate::clock::london_date;
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::operational::update_letter::{self, Which};
use crate::store::tx::WriteTx;
use crate::store::{people, records, update_request};

/// What the first letters of a request are written for.
const ASK: &str = "ASK";

/// Asks agencies for their returns.
#[derive(InputObject, Debug, Clone)]
pub struct RequestUpdatesInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// The day by which answers are asked for; not past.
    pub due_on: Date,
    /// The agencies that are asked, by id or slug: members of the partnership.
    pub agencies: Vec<ID>,
    /// What the letter says beside its usual words. Do not name or describe individuals.
    pub message: Option<String>,
    /// The days on which agencies that have not answered are reminded, at 8 in the
    /// morning; at most 10.
    #[graphql(default)]
    pub remind_on: Vec<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// New values for a request for updates: what is left out stays.
#[derive(InputObject, Debug, Clone)]
pub struct ChangeUpdateRequestInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// The day by which answers are asked for; not past.
    #[graphql(default)]
    pub due_on: MaybeUndefined<Date>,
    /// The agencies that are asked, by id or slug; the whole list. Those that are new are
    /// written to.
    #[graphql(default)]
    pub agencies: MaybeUndefined<Vec<ID>>,
    /// What letters say from now on, beside their usual words; null: nothing.
    #[graphql(default)]
    pub message: MaybeUndefined<String>,
    /// The days of reminding; the whole list.
    #[graphql(default)]
    pub remind_on: MaybeUndefined<Vec<Date>>,
    /// Why.
    pub reason: Option<String>,
}

/// The end of a request for updates.
#[derive(InputObject, Debug, Clone)]
pub struct EndUpdateRequestInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Whether it is called off, as if nobody had been asked.
    #[graphql(default)]
    pub cancel: bool,
    /// Why; required to call it off.
    pub reason: Option<String>,
}

/// Which agencies are reminded at once.
#[derive(InputObject, Debug, Clone)]
pub struct RemindAgenciesInput {
    /// The request, by id.
    pub request: ID,
    /// The agencies, by id or slug, of those that have not answered; all of those if
    /// nothing is said.
    pub agencies: Option<Vec<ID>>,
}

/// Whether a viewer sees a request: who coordinates or audits the partnership, and who acts
/// for an agency that is asked, unless it was called off.
pub fn sees(viewer: &Viewer, request: &UpdateRequest) -> bool {
    let acting = viewer.acts_for(request.partnership, &[Role::PartnerAdmin, Role::Contributor]);
    viewer.scope.sees_whole(request.partnership)
        || request.state != UpdateRequestState::Cancelled
            && request.agencies.iter().any(|agency| acting.contains(agency))
}

/// The request with this id that whoever edits may see.
///
/// # Errors
/// [`crate::error::Error::NotFound`] when there is none; when the database fails.
pub fn find(edit: &mut Editor<'_, '_>, id: &ID) -> Result<UpdateRequest> {
    let id: UpdateRequestId = id.parse().map_err(|_| not_found::<UpdateRequest>())?;
    let found = update_request::find(edit.tx.reader(), id)?;
    found.filter(|request| sees(&edit.viewer, request)).ok_or_else(not_found::<UpdateRequest>)
}

/// Checks what a request asks for anew: days to come, and members.
fn check(edit: &mut Editor<'_, '_>, before: &UpdateRequest, request: &UpdateRequest) -> Result<()> {
    let today = london_date(edit.tx.now());
    if request.due_on != before.due_on && request.due_on < today {
        edit.problems.add("dueOn", "is past: say by when agencies are to answer");
    }
    for (i, day) in request.remind_on.iter().enumerate() {
        if !before.remind_on.contains(day) && *day <= today {
            edit.problems.add(&format!("remindOn[{i}]"), "is not a day to come");
        }
    }
    let members = records::memberships(edit.tx.reader(), request.partnership)?;
    let is_new = |(_, agency): &(usize, &AgencyId)| !before.agencies.contains(agency);
    for (i, agency) in request.agencies.iter().enumerate().filter(is_new) {
        let sits = |m: &Membership| m.agency == *agency && !m.head.archived && m.holds_on(today);
        if !members.iter().any(sits) {
            edit.problems.add(&format!("agencies[{i}]"), "is not a member of the partnership now");
        }
    }
    Ok(())
}

/// Sets down letters to those who act for these agencies.
fn write_to(
    edit: &mut Editor<'_, '_>,
    request: &UpdateRequest,
    agencies: &[AgencyId],
    occasion: &str,
) -> Result<()> {
    let now = edit.tx.now();
    let acting = people::acting_for(edit.tx.reader(), request.partnership, agencies, london_date(now))?;
    for (user, _) in acting {
        let which = Which { request: request.id, occasion: occasion.to_owned(), user: user.id };
        update_letter::queue(&mut edit.tx.operational(), &which, now)?;
    }
    Ok(())
}

/// What letters are written for that somebody asks for at a moment.
fn at_moment(now: DateTime<Utc>) -> String {
    format!("NOW {}", now.timestamp_micros())
}

fn days(given: &[Date]) -> Vec<NaiveDate> {
    given.iter().map(|day| day.0).collect()
}

impl Input for RequestUpdatesInput {
    type Noun = UpdateRequest;
    const KEY: &'static str = "update_request.create";

    fn apply(&self, request: &mut UpdateRequest, edit: &mut Editor<'_, '_>) -> Result<()> {
        request.agencies = edit.standing_agencies("agencies", &self.agencies, &[])?;
        request.message = self.message.clone().filter(|message| !message.trim().is_empty());
        request.remind_on = days(&self.remind_on);
        edit.permit(Self::KEY, &request.clone().into())?;
        check(edit, &UpdateRequest::default(), request)
    }

    reason!();
}

impl Creation for RequestUpdatesInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<UpdateRequest> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(None);
        let due_on = self.due_on.0;
        Ok(UpdateRequest { id: UpdateRequestId(id), head, partnership, due_on, ..UpdateRequest::default() })
    }
}

/// Asks for updates.
pub struct RequestUpdates {
    /// What is asked.
    pub input: RequestUpdatesInput,
    /// Whether there is a mail server that letters can go through.
    pub by_mail: bool,
}

impl Command for RequestUpdates {
    type Output = Done;
    const KEY: &'static str = RequestUpdatesInput::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let id = edit.create(&self.input)?;
        if let (true, Some(request)) = (self.by_mail, update_request::find(edit.tx.reader(), id)?) {
            write_to(&mut edit, &request, &request.agencies, ASK)?;
        }
        Ok(Done::to(id))
    }
}

/// Changes a request.
pub struct ChangeUpdateRequest {
    /// What is changed.
    pub input: ChangeUpdateRequestInput,
    /// Whether there is a mail server that letters can go through.
    pub by_mail: bool,
}

impl Command for ChangeUpdateRequest {
    type Output = Done;
    const KEY: &'static str = "update_request.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.input;
        let mut edit = Editor::new(tx)?;
        let before = find(&mut edit, &input.id)?;
        edit.permit(Self::KEY, &before.clone().into())?;
        edit.at_version(&before, input.version)?;
        demand_open(&mut edit, &before);
        let mut after = before.clone();
        let mut due_on = Date(after.due_on);
        edit.set("dueOn", &mut due_on, &input.due_on);
        after.due_on = due_on.0;
        edit.put_agencies("agencies", &mut after.agencies, &input.agencies)?;
        put(&mut after.message, &input.message);
        put_list(&mut after.remind_on, &input.remind_on, |day| day.0);
        check(&mut edit, &before, &after)?;
        let added: Vec<AgencyId> =
            after.agencies.iter().copied().filter(|agency| !before.agencies.contains(agency)).collect();
        edit.save(Self::KEY, &before, after, input.reason.as_deref(), |request, edit| {
            if !self.by_mail || added.is_empty() {
                return Ok(());
            }
            let occasion = at_moment(edit.tx.now());
            write_to(edit, request, &added, &occasion)
        })?;
        Ok(Done::to(before.id))
    }
}

fn demand_open(edit: &mut Editor<'_, '_>, request: &UpdateRequest) {
    if request.state != UpdateRequestState::Open {
        edit.problems.add("", "the request has ended: ask anew");
    }
}

/// Ends a request.
pub struct EndUpdateRequest(pub EndUpdateRequestInput);

impl Command for EndUpdateRequest {
    type Output = Done;
    const KEY: &'static str = "update_request.end";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before = find(&mut edit, &input.id)?;
        edit.permit(Self::KEY, &before.clone().into())?;
        edit.at_version(&before, input.version)?;
        demand_open(&mut edit, &before);
        if input.cancel {
            edit.demand_reason(input.reason.as_deref(), "to call a request off");
        }
        let state = if input.cancel { UpdateRequestState::Cancelled } else { UpdateRequestState::Closed };
        let after = UpdateRequest { state, ..before.clone() };
        edit.save(Self::KEY, &before, after, input.reason.as_deref(), |_, _| Ok(()))?;
        Ok(Done::to(before.id))
    }
}

/// Reminds agencies at once.
pub struct RemindAgencies {
    /// Which.
    pub input: RemindAgenciesInput,
    /// Whether there is a mail server that letters can go through.
    pub by_mail: bool,
}

/// How many reminders of a request are remembered.
const REMEMBERED: usize = 50;

impl Command for RemindAgencies {
    type Output = Done;
    const KEY: &'static str = "update_request.remind";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let before = find(&mut edit, &self.input.request)?;
        edit.permit(Self::KEY, &before.clone().into())?;
        demand_open(&mut edit, &before);
        let silent: Vec<AgencyId> = before.silent().collect();
        let agencies = match &self.input.agencies {
            Some(given) => edit.agencies("agencies", given)?,
            None => silent.clone(),
        };
        if let Some(i) = agencies.iter().position(|agency| !silent.contains(agency)) {
            edit.problems.add(&format!("agencies[{i}]"), "was not asked, or has answered");
        }
        if agencies.is_empty() {
            edit.problems.add("agencies", "is empty: every agency that was asked has answered");
        }
        edit.end_of_input()?;
        let now = edit.tx.now();
        let mut after = before.clone();
        after.reminded.push(Reminded { at: now, agencies: agencies.clone() });
        let surplus = after.reminded.len().saturating_sub(REMEMBERED);
        after.reminded.drain(..surplus);
        edit.save(Self::KEY, &before, after, None, |request, edit| match self.by_mail {
            true => write_to(edit, request, &agencies, &at_moment(now)),
            false => Ok(()),
        })?;
        Ok(Done::to(before.id))
    }
}
