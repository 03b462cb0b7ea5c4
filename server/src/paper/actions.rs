//! Actions: overdue, due, and closed in the period.

use super::document::{Body, Cell, count};
use super::period::Period;
use crate::error::Result;
use crate::graph::read::{all, names};
use crate::graph::view::View;
use crate::model::in_words::{day_of, listed, plain};
use crate::model::*;

/// The actions in three tables.
///
/// # Errors
/// When the request has spent its budget.
pub fn write(period: &Period, body: &mut Body) -> Result<()> {
    body.heading(2, "Actions");
    let view = &*period.now;
    let actions: Vec<&Action> = all::<Action>(view)?.into_iter().map(|node| &*node.record).collect();
    let is_open = |action: &&&Action| action.status == ActionStatus::Open;
    let (overdue, due): (Vec<&Action>, Vec<&Action>) =
        actions.iter().filter(is_open).partition(|action| action.is_overdue(period.judged_on));
    let closed: Vec<&Action> = actions.iter().filter(|a| is_closed_within(a, period)).copied().collect();
    if overdue.is_empty() && due.is_empty() && closed.is_empty() {
        body.text("No action is open, and none was closed in this period.");
        return Ok(());
    }
    body.text(&format!(
        "On {}: {}, {} open and not overdue. {} since {}.",
        day_of(period.judged_on),
        count(overdue.len(), "action is overdue", "actions are overdue"),
        due.len(),
        count(closed.len(), "was closed", "were closed"),
        period.since_words
    ));
    for (heading, open) in [("Overdue", overdue), ("Due", due)] {
        if !open.is_empty() {
            body.heading(3, heading);
            let columns = [("Action", 7), ("Reference", 3), ("Who", 4), ("Due", 4)];
            body.table(
                format!("{heading} actions"),
                columns,
                open.iter().map(|action| row(view, action)).collect(),
            );
        }
    }
    if !closed.is_empty() {
        body.heading(3, "Closed");
        let columns = [("Action", 7), ("Reference", 3), ("Who", 4), ("How it ended", 5)];
        let rows = closed.iter().map(|action| closed_row(view, action)).collect();
        body.table(format!("Actions closed since {}", period.since_words), columns, rows);
    }
    Ok(())
}

fn is_closed_within(action: &Action, period: &Period) -> bool {
    let closed = action.closed_on.filter(|_| action.status != ActionStatus::Open);
    closed.is_some_and(|day| period.since < day && day <= period.until)
}

fn row(view: &View, action: &Action) -> [Cell; 4] {
    let first = action.original_due_on.filter(|first| Some(*first) != action.due_on);
    let due = match (action.due_on, first) {
        (None, _) => "No date".to_owned(),
        (Some(due), None) => day_of(due),
        (Some(due), Some(first)) => format!("{}, at first {}", day_of(due), day_of(first)),
    };
    [action.text.as_str().into(), reference(action), who(view, action), due.into()]
}

fn closed_row(view: &View, action: &Action) -> [Cell; 4] {
    let mut ended = plain(action.status);
    if let Some(day) = action.closed_on {
        ended += &format!(" on {}", day_of(day));
    }
    if let Some(note) = &action.closure_note {
        ended += &format!(": {note}");
    }
    [action.text.as_str().into(), reference(action), who(view, action), ended.into()]
}

fn reference(action: &Action) -> Cell {
    action.reference.as_deref().unwrap_or("None").into()
}

fn who(view: &View, action: &Action) -> Cell {
    let owners = listed(&names(view, &action.owners));
    match (owners.is_empty(), &action.owner_post) {
        (false, Some(post)) => format!("{owners} ({post})").into(),
        (false, None) => owners.into(),
        (true, Some(post)) => post.as_str().into(),
        (true, None) => "Nobody named".into(),
    }
}
