//! Of which projects there has been no news for too long: `View::is_stale` in SQL, which
//! a test compares.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};

use super::scope::{condition, list};
use crate::auth::scope::Scope;
use crate::clock::london_to_utc;
use crate::model::*;

/// Which projects are asked for: those that are stale on a day, or those that are not.
#[derive(Debug, Clone)]
pub struct Staleness {
    /// Those that are stale, or those that are not.
    pub wanted: bool,
    /// The day.
    pub today: NaiveDate,
    /// After how many days without news, in partnerships that do not say.
    pub usual: i32,
    /// After how many days, in partnerships that say.
    pub chosen: Vec<(PartnershipId, i32)>,
}

impl Staleness {
    /// The condition on `entity` rows of projects. It holds words, days and ids of our own
    /// making only.
    pub(super) fn condition(&self, scope: &Scope) -> String {
        let mut chosen: BTreeMap<i32, Vec<PartnershipId>> = BTreeMap::new();
        for (partnership, days) in &self.chosen {
            chosen.entry(*days).or_default().push(*partnership);
        }
        let usual = self.without_news(scope, self.usual);
        let mut stale = match chosen.is_empty() {
            true => vec![usual],
            false => {
                let others = list(self.chosen.iter().map(|(partnership, _)| partnership));
                vec![format!("entity.partnership_id NOT IN ({others}) AND {usual}")]
            }
        };
        for (days, partnerships) in &chosen {
            let without = self.without_news(scope, *days);
            stale.push(format!("entity.partnership_id IN ({}) AND {without}", list(partnerships)));
        }
        let not = if self.wanted { "" } else { "NOT " };
        format!("{not}(entity.status NOT IN ({}) AND (({})))", ended(), stale.join(") OR ("))
    }

    /// No progress that the viewer may see, no confirmation, and not new, for so many days.
    fn without_news(&self, scope: &Scope, days: i32) -> String {
        let days = Days::new(u64::try_from(days).unwrap_or(0));
        let first = self.today.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
        let moment = london_to_utc(first, NaiveTime::MIN).timestamp_micros();
        let seen = condition(scope, "told");
        format!(
            "EXISTS (SELECT 1 FROM project WHERE project.id = entity.id AND project.created_at < {moment}
                AND (project.last_confirmed_at IS NULL OR project.last_confirmed_at < {moment}))
            AND NOT EXISTS (SELECT 1 FROM progress_update said JOIN entity told ON told.id = said.id
                WHERE said.project_id = entity.id AND said.reported_on >= '{first}'
                    AND NOT told.archived AND {seen})"
        )
    }
}

/// The states in which a project is never stale.
fn ended() -> String {
    list(ProjectStatus::ALL.iter().filter(|status| status.has_ended()).map(|status| status.word()))
}
