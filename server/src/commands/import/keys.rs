//! Every key of a file, in its order.

use crate::model::EntityType::{self, *};
use crate::model::file::PartnershipFile;

/// The type, path and key of every entry that has a key.
pub fn of(file: &PartnershipFile) -> Vec<(EntityType, String, &str)> {
    let mut keys: Vec<(EntityType, String, &str)> = Vec::new();
    macro_rules! each {
        ($entity:ident in $list:ident) => {
            keys.extend(
                file.$list
                    .iter()
                    .enumerate()
                    .map(|(i, entry)| ($entity, format!("{}[{i}]", stringify!($list)), entry.key.as_str())),
            );
        };
    }
    macro_rules! nested {
        ($entity:ident in $list:ident.occurrences) => {
            for (i, entry) in file.$list.iter().enumerate() {
                let under = entry.occurrences.iter().enumerate();
                keys.extend(under.map(|(j, occurrence)| {
                    let path = format!("{}[{i}].occurrences[{j}]", stringify!($list));
                    ($entity, path, occurrence.key.as_str())
                }));
            }
        };
    }
    each!(Succession in successions);
    each!(Membership in memberships);
    each!(Meeting in meetings);
    nested!(MeetingOccurrence in meetings.occurrences);
    each!(Event in events);
    nested!(EventOccurrence in events.occurrences);
    each!(Project in projects);
    for (i, strategy) in file.strategies.iter().enumerate() {
        let path = format!("strategies[{i}]");
        for (j, priority) in strategy.priorities.iter().enumerate() {
            let path = format!("{path}.priorities[{j}]");
            for (k, area) in priority.focus_areas.iter().enumerate() {
                keys.push((FocusArea, format!("{path}.focusAreas[{k}]"), &area.key));
            }
            keys.push((Priority, path, &priority.key));
        }
        keys.push((Strategy, path, &strategy.key));
    }
    each!(ProgressUpdate in progress);
    each!(Action in actions);
    each!(Document in documents);
    keys
}
