//! How something was rated then, and how it is now.

use chrono::NaiveDate;

use super::document::Cell;
use super::period::Period;
use crate::error::Result;
use crate::graph::read::seen;
use crate::graph::view::View;
use crate::model::in_words::rating;
use crate::model::*;

/// The newest updates on something, as a period begins and as it ends.
#[derive(Default, Clone, Copy)]
pub struct Rated<'p> {
    /// The newest as the period begins.
    pub then: Option<&'p ProgressUpdate>,
    /// The newest as it ends.
    pub now: Option<&'p ProgressUpdate>,
}

impl Rated<'_> {
    /// Whether a rating was ever given, then or now.
    pub fn is_rated(&self) -> bool {
        [self.then, self.now].into_iter().flatten().any(|update| update.rating != Rating::NotRated)
    }

    /// How it is rated now.
    pub fn rating(&self) -> Rating {
        self.now.map_or(Rating::NotRated, |update| update.rating)
    }

    /// What has become of the rating.
    pub fn turn(&self) -> &'static str {
        let then = self.then.map_or(Rating::NotRated, |update| update.rating);
        match (worth(then), worth(self.rating())) {
            (None, None) => "Not rated",
            (None, Some(_)) => "New",
            (Some(_), None) => "No longer rated",
            (Some(then), Some(now)) if then < now => "Better",
            (Some(then), Some(now)) if then > now => "Worse",
            _ => "Same",
        }
    }
}

/// How good a rating is; none when it is none.
fn worth(rating: Rating) -> Option<u8> {
    match rating {
        Rating::NotRated => None,
        Rating::Red => Some(0),
        Rating::Amber => Some(1),
        Rating::Green => Some(2),
    }
}

/// A cell with the rating of an update in words.
pub fn cell(update: Option<&ProgressUpdate>) -> Cell {
    match update {
        None => "No report".into(),
        Some(update) => {
            let published = update.rating_as_published.as_ref();
            let text = match published {
                Some(words) => format!("{} (published as “{words}”)", rating(update.rating)),
                None => rating(update.rating).to_owned(),
            };
            Cell { text, rating: Some(update.rating).filter(|rating| *rating != Rating::NotRated) }
        }
    }
}

impl Period {
    /// The newest updates on something, by the day of which they speak.
    pub fn rated(&self, subject: ProgressSubject) -> Result<Rated<'_>> {
        let updates = updates(&self.latest, subject)?;
        let newest = |day: NaiveDate| updates.iter().copied().find(|update| update.on <= day);
        Ok(Rated { then: newest(self.since), now: newest(self.until) })
    }
}

/// The updates on something that the request may see, the newest first.
fn updates(view: &View, subject: ProgressSubject) -> Result<Vec<&ProgressUpdate>> {
    let places = match subject {
        ProgressSubject::Project(id) => {
            view.place_of(id).and_then(|at| view.at::<Project>(at)).map(|node| &node.links.progress)
        }
        ProgressSubject::Priority(id) => {
            view.place_of(id).and_then(|at| view.at::<Priority>(at)).map(|node| &node.links.progress)
        }
        ProgressSubject::FocusArea(id) => {
            view.place_of(id).and_then(|at| view.at::<FocusArea>(at)).map(|node| &node.links.progress)
        }
    };
    let Some(places) = places else { return Ok(Vec::new()) };
    Ok(seen::<ProgressUpdate>(view, places)?.into_iter().map(|node| &*node.record).collect())
}
