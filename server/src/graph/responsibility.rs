//! Which agency answers for how many projects under which priority.

use std::collections::BTreeMap;

use super::view::View;
use crate::error::Result;
use crate::model::*;

/// How many projects under a priority one agency leads, and in how many it takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Responsibility {
    /// The agency.
    pub agency: AgencyId,
    /// The place of the priority; none: projects under no priority of the edition.
    pub priority: Option<u32>,
    /// How many it leads.
    pub leads: i32,
    /// In how many it takes part beside the lead.
    pub partners: i32,
}

impl View {
    /// Who answers for what in an edition, in the order of its priorities; only where
    /// there is something. A project under several priorities counts under each.
    ///
    /// # Errors
    /// [`crate::error::Error::LimitExceeded`] when the request has spent its budget.
    pub fn responsibilities(&self, edition: Option<u32>) -> Result<Vec<Responsibility>> {
        let mut counted: BTreeMap<(Option<u32>, AgencyId), (i32, i32)> = BTreeMap::new();
        for place in self.all::<Project>()? {
            let node = self.node::<Project>(place);
            let under = self.seen::<Priority>(&node.links.priorities)?.into_iter();
            let of_edition =
                |place: &u32| edition.is_some() && self.node::<Priority>(*place).links.strategy == edition;
            let mut under: Vec<Option<u32>> = under.filter(of_edition).map(Some).collect();
            if under.is_empty() {
                under.push(None);
            }
            for priority in under {
                for (agency, role) in node.record.agencies() {
                    let count = counted.entry((priority, agency)).or_default();
                    match role {
                        AgencyRole::Lead => count.0 += 1,
                        AgencyRole::Partner => count.1 += 1,
                    }
                }
            }
        }
        let mut rows: Vec<Responsibility> = counted
            .into_iter()
            .map(|((priority, agency), (leads, partners))| Responsibility {
                agency,
                priority,
                leads,
                partners,
            })
            .collect();
        // Places of one edition's priorities are in the order of their positions.
        rows.sort_by_key(|row| (row.priority.is_none(), row.priority));
        Ok(rows)
    }
}
