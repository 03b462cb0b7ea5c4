//! Requests for updates, and what came back.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};

use super::account::partnership_of;
use super::agency::AgencyObject;
use super::context::{accounts, context, lens, viewer};
use super::object::agencies;
use super::partnership::PartnershipObject;
use super::scalars::{Date, DateTime};
use super::user::UserObject;
use crate::auth::policy::{self, Ties};
use crate::clock::london_date;
use crate::commands::update_request::sees;
use crate::error::Result;
use crate::graph::returns::Reported;
use crate::graph::view::Lens;
use crate::mail::Asked;
use crate::model::*;
use crate::store::operational::update_letter::{self, Standing};
use crate::store::{people, update_request};

/// A request for updates that the viewer sees.
pub struct UpdateRequestObject {
    lens: Arc<Lens>,
    request: Arc<UpdateRequest>,
}

impl UpdateRequestObject {
    /// The request with this id, if the viewer sees it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seen(ctx: &Context<'_>, id: &str) -> Result<Option<Self>> {
        let (Some(viewer), Ok(id)) = (&context(ctx)?.viewer, id.parse::<UpdateRequestId>()) else {
            return Ok(None);
        };
        context(ctx)?.charge(2)?;
        let found = accounts(ctx)?.read(move |conn| update_request::find(conn, id)).await?;
        let (lens, seen) = (lens(ctx)?, found.filter(|request| sees(viewer, request)));
        Ok(seen.map(|request| UpdateRequestObject { lens, request: Arc::new(request) }))
    }

    fn may(&self, ctx: &Context<'_>, command: &str) -> bool {
        let ties = Ties::of_partnership(self.request.partnership);
        viewer(ctx).is_ok_and(|viewer| policy::decide(viewer, command, &ties).is_some())
    }

    /// The agencies of it that the viewer sees: all, or their own.
    fn shown(&self, ctx: &Context<'_>) -> Result<Vec<AgencyId>> {
        let (viewer, home) = (viewer(ctx)?, self.request.partnership);
        let all = self.request.agencies.iter().copied();
        if viewer.scope.sees_whole(home) {
            return Ok(all.collect());
        }
        let mine = viewer.acts_for(home, &[Role::PartnerAdmin, Role::Contributor]);
        Ok(all.filter(|agency| mine.contains(agency)).collect())
    }

    fn asked(&self, agencies: &[AgencyId]) -> Option<Asked> {
        let request = &self.request;
        let directory = self.lens.directory();
        let partnership = directory.partnership(request.partnership)?;
        let named = agencies.iter().filter_map(|id| Some(directory.agency(*id)?.name.clone()));
        Some(Asked {
            partnership: partnership.name.clone(),
            slug: partnership.slug.clone(),
            request: Some(request.id.to_string()),
            agencies: named.collect(),
            due_on: request.due_on,
            message: request.message.clone(),
            again: false,
        })
    }
}

/// A letter as it would be sent.
#[derive(SimpleObject)]
pub struct UpdateLetter {
    /// What it is about.
    subject: String,
    /// What it says, without the greeting.
    body: String,
}

/// A partnership asking agencies for their returns.
#[Object(name = "UpdateRequest")]
impl UpdateRequestObject {
    /// Its id.
    async fn id(&self) -> ID {
        ID(self.request.id.to_string())
    }
    /// How often it has changed; name it when you change it. Every answer changes it.
    async fn version(&self) -> i32 {
        self.request.head.version
    }
    /// The partnership that asks.
    async fn partnership(&self) -> Option<PartnershipObject> {
        PartnershipObject::find(&self.lens, self.request.partnership)
    }
    /// Where it stands.
    async fn state(&self) -> UpdateRequestState {
        self.request.state
    }
    /// When it was made.
    async fn asked_at(&self) -> DateTime {
        DateTime(self.request.head.created_at)
    }
    /// The day by which answers are asked for.
    async fn due_on(&self) -> Date {
        Date(self.request.due_on)
    }
    /// Whether that day is past and some of the agencies that you see have not answered.
    async fn is_overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        let is_open = self.request.state == UpdateRequestState::Open;
        let waits = self.shown(ctx)?.into_iter().any(|agency| self.request.answer(agency).is_none());
        Ok(is_open && waits && self.request.due_on < self.lens.today())
    }
    /// What the letter says beside its usual words.
    async fn message(&self) -> Option<&str> {
        self.request.message.as_deref()
    }
    /// The days on which agencies that have not answered are reminded.
    async fn remind_on(&self) -> Vec<Date> {
        self.request.remind_on.iter().copied().map(Date).collect()
    }
    /// When somebody reminded agencies last, beside those days.
    async fn last_reminded_at(&self) -> Option<DateTime> {
        self.request.reminded.last().map(|reminded| DateTime(reminded.at))
    }
    /// What came back, agency by agency: of all that are asked, or, when you act for
    /// agencies, of those.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<AgencyAnswer>> {
        context(ctx)?.charge(3)?;
        let (shown, id) = (self.shown(ctx)?, self.request.id);
        let (home, asked, today) = (self.request.partnership, shown.clone(), london_date(context(ctx)?.now));
        let (acting, letters) = accounts(ctx)?
            .read(move |conn| {
                let acting = people::acting_for(conn, home, &asked, today)?;
                Ok((acting, update_letter::of_request(conn, id)?))
            })
            .await?;
        let view = self.lens.partnership(home).await?;
        let mut answers = Vec::with_capacity(shown.len());
        for agency in shown {
            let people: Vec<UserId> = acting
                .iter()
                .filter(|(_, theirs)| theirs.contains(&agency))
                .map(|(user, _)| user.id)
                .collect();
            let letters = letters.iter().filter(|letter| people.contains(&letter.user)).cloned().collect();
            let reported = match &view {
                Some(view) => view.reported(agency, self.request.head.created_at)?,
                None => Reported::default(),
            };
            let (lens, request) = (Arc::clone(&self.lens), Arc::clone(&self.request));
            answers.push(AgencyAnswer { lens, request, agency, people: people.len(), letters, reported });
        }
        Ok(answers)
    }
    /// How many agencies are asked.
    async fn agency_count(&self) -> usize {
        self.request.agencies.len()
    }
    /// How many of them have answered.
    async fn answered_count(&self) -> usize {
        self.request.agencies.iter().filter(|agency| self.request.answer(**agency).is_some()).count()
    }
    /// The agencies that you act for and that are asked.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn viewer_agencies(&self, ctx: &Context<'_>) -> Result<Vec<AgencyObject>> {
        let mine = viewer(ctx)?.acts_for(self.request.partnership, &[Role::PartnerAdmin, Role::Contributor]);
        let asked = self.request.agencies.iter().copied().filter(|agency| mine.contains(agency));
        Ok(agencies(&self.lens, asked))
    }
    /// The letter to copy when none are sent: to all agencies alike, or to one.
    async fn letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agency that it names, by id; \"your agency\" if nothing is said.")]
        agency: Option<ID>,
    ) -> Result<Option<UpdateLetter>> {
        let agency: Option<AgencyId> = agency.and_then(|id| id.parse().ok());
        let named: Vec<AgencyId> = self.shown(ctx)?.into_iter().filter(|id| Some(*id) == agency).collect();
        let accounts = accounts(ctx)?;
        let text = self.asked(&named).map(|asked| accounts.update_text(&asked));
        Ok(text.map(|text| UpdateLetter { subject: text.subject, body: text.body }))
    }
    /// Whether letters are sent. If not, copy `letter` and send it yourself.
    async fn sends_letters(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(accounts(ctx)?.sends_letters())
    }
    /// Whether you see its history: as a coordinator or an auditor of the partnership.
    async fn viewer_can_see_history(&self, ctx: &Context<'_>) -> bool {
        viewer(ctx).is_ok_and(|viewer| viewer.scope.sees_whole(self.request.partnership))
    }
    /// Whether you may change and end it, and remind its agencies.
    async fn viewer_can_update(&self, ctx: &Context<'_>) -> bool {
        self.may(ctx, "update_request.update")
    }
}

/// How far an agency is with its return.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerState {
    /// Nothing has come.
    Silent,
    /// There is news of some of its schemes, and no return.
    Begun,
    /// Its return has come.
    Answered,
}

/// What came back from one agency.
pub struct AgencyAnswer {
    lens: Arc<Lens>,
    request: Arc<UpdateRequest>,
    agency: AgencyId,
    people: usize,
    letters: Vec<Standing>,
    reported: Reported,
}

impl AgencyAnswer {
    fn answer(&self) -> Option<&UpdateAnswer> {
        self.request.answer(self.agency)
    }

    fn letters(&self, state: LetterState) -> usize {
        self.letters.iter().filter(|letter| letter.state == state).count()
    }
}

/// What came back from one agency.
#[Object]
impl AgencyAnswer {
    /// The agency.
    async fn agency(&self) -> Option<AgencyObject> {
        AgencyObject::find(&self.lens, self.agency)
    }
    /// How far it is.
    async fn state(&self) -> AnswerState {
        match self.answer() {
            Some(_) => AnswerState::Answered,
            None if self.reported.with_news > 0 => AnswerState::Begun,
            None => AnswerState::Silent,
        }
    }
    /// When its last return came; null when none has.
    async fn answered_at(&self) -> Option<DateTime> {
        self.answer().map(|answer| DateTime(answer.at))
    }
    /// Who sent it.
    async fn answered_by(&self, ctx: &Context<'_>) -> Result<Option<UserObject>> {
        context(ctx)?.charge(1)?;
        match self.answer() {
            Some(answer) => UserObject::find(ctx, answer.by).await,
            None => Ok(None),
        }
    }
    /// Whether a coordinator entered it for the agency.
    async fn is_on_behalf(&self) -> bool {
        self.answer().is_some_and(|answer| answer.on_behalf)
    }
    /// How many schemes it leads, those that are over left out.
    async fn scheme_count(&self) -> i32 {
        self.reported.schemes
    }
    /// Of how many of them there is news since it was asked.
    async fn reported_count(&self) -> i32 {
        self.reported.with_news
    }
    /// How many people act for it here: if none, nobody can be written to.
    async fn people_count(&self) -> usize {
        self.people
    }
    /// How many letters were sent to them for this request.
    async fn letters_sent(&self) -> usize {
        self.letters(LetterState::Sent)
    }
    /// How many letters to them wait to be sent.
    async fn letters_waiting(&self) -> usize {
        self.letters(LetterState::Waiting)
    }
    /// How many letters to them the mail server would not take.
    async fn letters_failed(&self) -> usize {
        self.letters(LetterState::Failed)
    }
    /// When a letter was last sent to them.
    async fn last_letter_at(&self) -> Option<DateTime> {
        let sent = self.letters.iter().filter(|letter| letter.state == LetterState::Sent);
        sent.filter_map(|letter| letter.at).max().map(DateTime)
    }
}

/// What can be asked about requests for updates.
#[derive(Default)]
pub struct UpdateRequestQueries;

/// What can be asked about requests for updates.
#[Object]
impl UpdateRequestQueries {
    /// The request for updates with this id; null when there is none that you see.
    async fn update_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<UpdateRequestObject>> {
        UpdateRequestObject::seen(ctx, &id).await
    }

    /// The requests for updates that you see, the newest first, at most 50: coordinators
    /// and auditors those of their partnership, who acts for an agency those that ask it.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn update_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partnership, by id or slug.")] partnership: ID,
        #[graphql(desc = "Only those that stand so; all if nothing is said.")] state: Option<
            UpdateRequestState,
        >,
    ) -> Result<Vec<UpdateRequestObject>> {
        let Some(viewer) = &context(ctx)?.viewer else { return Ok(Vec::new()) };
        context(ctx)?.charge(5)?;
        let lens = lens(ctx)?;
        let home = partnership_of(&lens, &partnership)?;
        let found = accounts(ctx)?.read(move |conn| update_request::of_partnership(conn, home)).await?;
        let wanted = |request: &UpdateRequest| {
            sees(viewer, request) && state.is_none_or(|state| request.state == state)
        };
        let seen = found.into_iter().filter(wanted).take(50);
        let object = |request| UpdateRequestObject { lens: Arc::clone(&lens), request: Arc::new(request) };
        Ok(seen.map(object).collect())
    }

    /// The letter that asking for updates would send; null when there is no such
    /// partnership.
    async fn update_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partnership, by id or slug.")] partnership: ID,
        #[graphql(desc = "The day by which answers are asked for.")] due_on: Date,
        #[graphql(desc = "What it says beside its usual words.")] message: Option<String>,
    ) -> Result<Option<UpdateLetter>> {
        let (lens, _) = (lens(ctx)?, viewer(ctx)?);
        let home = partnership_of(&lens, &partnership)?;
        let Some(partnership) = lens.directory().partnership(home) else { return Ok(None) };
        let asked = Asked {
            partnership: partnership.name.clone(),
            slug: partnership.slug.clone(),
            request: None,
            agencies: Vec::new(),
            due_on: due_on.0,
            message: message.filter(|message| !message.trim().is_empty()),
            again: false,
        };
        let text = accounts(ctx)?.update_text(&asked);
        Ok(Some(UpdateLetter { subject: text.subject, body: text.body }))
    }
}
