//! Commands on progress updates.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;

use super::edit::{Creation, Editor, Input, Revision, id_and_version, new_head, put, reason};
use super::values::{SourceInput, put_sources};
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::history::commitment::Salted;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::change::erase as history;
use crate::store::progress::Rated;
use crate::store::records;

/// What a progress update says, beside what it is about and its rating.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ProgressFields {
    /// The day it speaks of, not to come; today if nothing is ever said.
    pub on: MaybeUndefined<Date>,
    /// The period in words, such as "Q2 2026/27".
    pub period_label: MaybeUndefined<String>,
    /// The word of another scale, as published.
    pub rating_as_published: MaybeUndefined<String>,
    /// What there is to say. Plain text; a blank line starts a paragraph. Do not name or
    /// describe individuals.
    pub narrative: MaybeUndefined<String>,
    /// The agency whose report it is, by id or slug; the one that you act for if nothing
    /// is said. Only coordinators name another.
    pub reported_by: MaybeUndefined<ID>,
    /// Who may see it; partners if nothing is ever said, and never more than see what it
    /// is about.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new progress update on exactly one of a project, a priority and a focus area.
#[derive(InputObject, Debug, Clone)]
pub struct PostProgressInput {
    /// The project that it is about, by id.
    pub project: Option<ID>,
    /// The priority that it is about, by id.
    pub priority: Option<ID>,
    /// The focus area that it is about, by id.
    pub focus_area: Option<ID>,
    /// How it is going.
    pub rating: Rating,
    /// Why; required when the rating improves by two steps, from red to green, or makes
    /// green follow red in the order of days.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: ProgressFields,
}

/// New values for a progress update: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateProgressUpdateInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// How it is going.
    #[graphql(default)]
    pub rating: MaybeUndefined<Rating>,
    /// Why; required when the rating improves by two steps, from red to green, or makes
    /// green follow red in the order of days.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: ProgressFields,
}

impl ProgressFields {
    fn apply(&self, update: &mut ProgressUpdate, edit: &mut Editor<'_, '_>) -> Result<()> {
        let on = match self.on {
            MaybeUndefined::Value(day) => MaybeUndefined::Value(day.0),
            MaybeUndefined::Null => MaybeUndefined::Null,
            MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        };
        edit.set("on", &mut update.on, &on);
        if update.on > london_date(edit.tx.now()) {
            edit.problems.add("on", "is a day to come: progress speaks of what has been");
        }
        put(&mut update.period_label, &self.period_label);
        put(&mut update.rating_as_published, &self.rating_as_published);
        put(&mut update.narrative, &self.narrative);
        let before = update.reported_by;
        edit.put_agency("reportedBy", &mut update.reported_by, &self.reported_by)?;
        if let Some(by) = update.reported_by.filter(|by| before != Some(*by)) {
            edit.reports_of(by, update)?;
        }
        if update.reported_by.is_none() && !edit.viewer.is_in(Role::Coordinator, update.partnership) {
            edit.problems.add("reportedBy", "is missing: say for which of your agencies you report");
        }
        edit.set("visibility", &mut update.visibility, &self.visibility);
        put_sources(&mut update.head.sources, &self.sources);
        Ok(())
    }
}

fn rated(update: &ProgressUpdate) -> Rated {
    Rated { on: update.on, id: update.id, rating: update.rating }
}

/// Where a rating stands among those of its subject.
fn place(rated: &Rated) -> (NaiveDate, ProgressUpdateId) {
    (rated.on, rated.id)
}

fn is_leap(earlier: &Rated, later: &Rated) -> bool {
    (earlier.rating, later.rating) == (Rating::Red, Rating::Green)
}

/// Which green ratings follow a red one, each with that, among these and one more.
fn leaps(near: &[Rated], own: Option<Rated>) -> Vec<(ProgressUpdateId, ProgressUpdateId)> {
    let own = own.filter(|own| own.rating != Rating::NotRated);
    let mut series: Vec<Rated> = near.iter().copied().chain(own).collect();
    series.sort_by_key(place);
    series.dedup();
    let pairs = series.windows(2).filter(|pair| is_leap(&pair[0], &pair[1]));
    pairs.map(|pair| (pair[0].id, pair[1].id)).collect()
}

impl Editor<'_, '_> {
    /// Demands a reason when an update turns from red to green, or when its rating or its
    /// day makes a green one follow a red one which did not before: its own or another, as
    /// far as the viewer sees them. One that is taken out of the archive was not there
    /// `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn explain_leap(
        &mut self,
        before: Option<&ProgressUpdate>,
        update: &ProgressUpdate,
        why: Option<&str>,
    ) -> Result<()> {
        let Some(subject) = update.subject() else { return Ok(()) };
        let (was, now) = (before.map(rated), rated(update));
        let mut others = records::ratings(self.tx.reader(), subject)?;
        others.retain(|other| other.id != update.id);
        let mut near = self.beside(&others, &now)?;
        if let Some(was) = &was {
            near.extend(self.beside(&others, was)?);
        }
        let known = leaps(&near, was);
        let turns = match was {
            Some(was) if was.rating == Rating::NotRated => {
                is_leap(&Rated { rating: self.last_rating(was.id)?, ..was }, &now)
            }
            was => was.is_some_and(|was| is_leap(&was, &now)),
        };
        if turns || leaps(&near, Some(now)).iter().any(|leap| !known.contains(leap)) {
            self.demand_reason(why, "for a rating that improves from red to green");
        }
        Ok(())
    }

    /// What an update was rated before its rating was taken away.
    fn last_rating(&mut self, id: ProgressUpdateId) -> Result<Rating> {
        let until = self.tx.next_sequence();
        let past = history::of_record(self.tx.reader(), id.into(), until)?;
        let ratings = past.iter().rev().filter_map(|(_, values)| match values.get("rating")? {
            Salted::Kept { value, .. } => Rating::from_word(value.as_str()?),
            Salted::Erased { .. } => None,
        });
        Ok(ratings.into_iter().find(|rating| *rating != Rating::NotRated).unwrap_or(Rating::NotRated))
    }

    /// Notes that an agency reports of what it has nothing to do with. Coordinators enter
    /// what anybody reported.
    fn reports_of(&mut self, by: AgencyId, update: &ProgressUpdate) -> Result<()> {
        let Some(subject) = update.subject() else { return Ok(()) };
        if self.viewer.is_in(Role::Coordinator, update.partnership) {
            return Ok(());
        }
        let Some(subject) = records::find(self.tx.reader(), subject.into())? else { return Ok(()) };
        let ties = self.ties(&subject)?;
        if !ties.leads.contains(&by) && !ties.partners.contains(&by) {
            self.problems.add("reportedBy", "neither leads this nor is a partner in it");
        }
        Ok(())
    }

    /// Those of the ratings that the viewer sees next to a place, before and after it.
    fn beside(&mut self, others: &[Rated], own: &Rated) -> Result<Vec<Rated>> {
        let (before, after) = others.split_at(others.partition_point(|other| place(other) < place(own)));
        let (before, after) = (self.first_seen(before.iter().rev())?, self.first_seen(after.iter())?);
        Ok(before.into_iter().chain(after).collect())
    }

    fn first_seen<'r>(&mut self, ratings: impl Iterator<Item = &'r Rated>) -> Result<Option<Rated>> {
        for rated in ratings {
            if self.sees(rated.id.into())? {
                return Ok(Some(*rated));
            }
        }
        Ok(None)
    }

    /// The agency that somebody reports for when they do not say it: the one that they
    /// act for and that has to do with the subject.
    fn reporter(&mut self, partnership: PartnershipId, subject: &Record) -> Result<Option<AgencyId>> {
        if self.viewer.is_in(Role::Coordinator, partnership) {
            return Ok(None);
        }
        let ties = self.ties(subject)?;
        let mine = self.viewer.acts_for(partnership, &[Role::PartnerAdmin, Role::Contributor]);
        let mut tied = mine.into_iter().filter(|id| ties.leads.contains(id) || ties.partners.contains(id));
        Ok(tied.next().filter(|_| tied.next().is_none()))
    }
}

impl PostProgressInput {
    /// What it is about.
    fn subject(&self, edit: &mut Editor<'_, '_>) -> Result<Record> {
        match (&self.project, &self.priority, &self.focus_area) {
            (Some(id), None, None) => edit.find::<Project>(id).map(Record::from),
            (None, Some(id), None) => edit.find::<Priority>(id).map(Record::from),
            (None, None, Some(id)) => edit.find::<FocusArea>(id).map(Record::from),
            _ => {
                edit.problems.add("", "must be about exactly one of project, priority and focusArea");
                edit.end_of_input()?;
                Err(Error::internal("a problem was not told"))
            }
        }
    }
}

impl Input for PostProgressInput {
    type Noun = ProgressUpdate;
    const KEY: &'static str = "progress_update.post";

    fn apply(&self, update: &mut ProgressUpdate, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(update, edit)?;
        edit.explain_leap(None, update, self.reason())
    }

    fn permit(&self, update: &ProgressUpdate, edit: &mut Editor<'_, '_>) -> Result<()> {
        let subject = self.subject(edit)?;
        edit.permit(Self::KEY, &subject)?;
        edit.keep_leads(Self::KEY, None, update)
    }

    reason!();
}

impl Creation for PostProgressInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<ProgressUpdate> {
        let subject = self.subject(edit)?;
        let partnership =
            subject.partnership().ok_or_else(|| Error::internal("a subject without a partnership"))?;
        let (id, head) = new_head(None);
        let mut update = ProgressUpdate {
            id: ProgressUpdateId::from_uuid(id),
            head,
            partnership,
            on: london_date(edit.tx.now()),
            rating: self.rating,
            reported_by: edit.reporter(partnership, &subject)?,
            visibility: Visibility::Partners,
            ..ProgressUpdate::default()
        };
        match subject {
            Record::Project(project) => update.project = Some(project.id),
            Record::Priority(priority) => update.priority = Some(priority.id),
            Record::FocusArea(focus_area) => update.focus_area = Some(focus_area.id),
            _ => {}
        }
        Ok(update)
    }
}

impl Input for UpdateProgressUpdateInput {
    type Noun = ProgressUpdate;
    const KEY: &'static str = "progress_update.update";

    fn apply(&self, update: &mut ProgressUpdate, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = update.clone();
        edit.set("rating", &mut update.rating, &self.rating);
        self.fields.apply(update, edit)?;
        if (before.rating, before.on) != (update.rating, update.on) {
            edit.explain_leap(Some(&before), update, self.reason())?;
        }
        Ok(())
    }

    reason!();
}

impl Revision for UpdateProgressUpdateInput {
    id_and_version!();
}
