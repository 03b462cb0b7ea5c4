//! The paper for a sitting, and the same over a period: the report.

use super::document::{Body, Document};
use super::period::Period;
use super::{actions, at_a_glance, changes, coming, priorities, silent, sittings};
use crate::error::Result;
use crate::model::Visibility;
use crate::model::in_words::{day_of, days_of};

/// What is written on every page of a paper that is not for everyone.
pub const MARKING: &str = "Contains partners’ content: not for publication";

/// The paper or report.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(period: &Period, audience: Visibility) -> Result<Document> {
    let partnership = period.now.partnership();
    let mut body = Body::default();
    let (kind, title, file) = top(period, &mut body);
    match audience {
        Visibility::Public => body.text("This paper holds public content only."),
        _ => body.notice(format!("{MARKING}. It holds nothing that is restricted to some agencies.")),
    }
    body.text(&period.rule.join(" "));
    body.text(
        "A rating is that of the newest progress update, by the day of which it speaks. What finished, started or stalled, \
         and what changed in the plan, goes by the day on which it was recorded.",
    );
    let groups = priorities::groups(period)?;
    at_a_glance::write(&groups, &mut body);
    priorities::write(period, &groups, &mut body);
    silent::write(period, &mut body)?;
    changes::write(period, &mut body)?;
    actions::write(period, &mut body)?;
    if period.sitting.is_none() {
        sittings::write(period, &mut body)?;
    }
    coming::write(period, &mut body)?;
    Ok(Document {
        kind,
        title,
        partnership: partnership.name.clone(),
        marking: (audience != Visibility::Public).then_some(MARKING),
        made_at: period.now.context().now,
        file_name: format!("{}-{file}", partnership.slug),
        blocks: body.0,
    })
}

/// What the document is, its title and its file's name; and the facts at its top.
fn top(period: &Period, body: &mut Body) -> (&'static str, String, String) {
    let days = days_of(period.since.succ_opt(), Some(period.until)).unwrap_or_default();
    match &period.sitting {
        Some(sitting) => {
            body.facts([
                ("Meeting", Some(sitting.meeting.clone())),
                ("Sitting", sitting.name.clone()),
                ("When", Some(sitting.when.clone())),
                ("Where", sitting.venue.clone()),
                ("Since", Some(period.since_words.clone())),
            ]);
            let title = format!("{}: paper for {}", sitting.meeting, day_of(period.until));
            let kind = if sitting.is_board { "Board paper" } else { "Meeting paper" };
            (kind, title, format!("paper-{}", period.until))
        }
        None => {
            body.facts([("Period", Some(days.clone()))]);
            let first = period.since.succ_opt().unwrap_or(period.since);
            ("Report", format!("Report on {days}"), format!("report-{first}-to-{}", period.until))
        }
    }
}
