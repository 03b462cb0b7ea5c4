//! Rules that a record obeys among the others: no membership stands twice at a time, no
//! succession is said twice, no agency comes after itself, and what is repeated by an action
//! goes on where that one leads, and a case panel that has sittings stays one.

use std::collections::HashMap;

use super::edit::Editor;
use super::plan::ARCHIVED;
use crate::error::Result;
use crate::model::*;
use crate::store::records;

impl Editor<'_, '_> {
    /// Notes as a problem what a record cannot be beside those that there are. What was so
    /// before is left alone: it is not what is being changed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn check_among<E: Entity>(&mut self, before: Option<&E>, after: &E) -> Result<()> {
        use EntityType::{Action, Meeting, Membership, Succession};
        let has_rules = matches!(E::Id::ENTITY, Membership | Succession | Action | Meeting);
        // What a panel became is seen by others even when it was put away.
        if !has_rules || (after.head().archived && E::Id::ENTITY != Meeting) {
            return Ok(());
        }
        match (before.map(|before| before.clone().into()), after.clone().into()) {
            (None, Record::Membership(after)) => self.stands_once(None, &after),
            (Some(Record::Membership(before)), Record::Membership(after)) => {
                self.stands_once(Some(&before), &after)
            }
            (None, Record::Succession(after)) => {
                self.is_said_once(None, &after)?;
                self.leads_on(None, &after)
            }
            (Some(Record::Succession(before)), Record::Succession(after)) => {
                self.is_said_once(Some(&before), &after)?;
                self.leads_on(Some(&before), &after)
            }
            (None, Record::Action(after)) => self.goes_on(None, &after),
            (Some(Record::Action(before)), Record::Action(after)) => self.goes_on(Some(&before), &after),
            (Some(Record::Meeting(before)), Record::Meeting(after)) => self.stays_panel(&before, &after),
            _ => Ok(()),
        }
    }

    /// That whoever follows the link of a duplicate finds where the work goes on, or was
    /// done: no duplicate leads to another, and none to what nobody does.
    fn goes_on(&mut self, before: Option<&Action>, after: &Action) -> Result<()> {
        let said = |action: &Action| (action.duplicate_of, action.head.archived);
        let Some(repeated) = after.duplicate_of else { return Ok(()) };
        if before.is_some_and(|before| said(before) == said(after)) || !self.sees(repeated.into())? {
            return Ok(());
        }
        let all = records::actions(self.tx.reader(), after.partnership)?;
        if let Some(other) = all.iter().find(|other| other.id == repeated) {
            let problem = match other.status {
                _ if other.head.archived => ARCHIVED,
                ActionStatus::Open | ActionStatus::Completed => "",
                ActionStatus::Duplicate => "is a duplicate itself: name the action that it repeats",
                ActionStatus::Superseded | ActionStatus::Cancelled => {
                    "is neither open nor done, so nothing goes on there: open it again, or name another"
                }
            };
            match before.is_some_and(|before| before.head.archived) {
                _ if problem.is_empty() => {}
                true => self.problems.add("", format!("repeats “{}”, which {problem}", other.label())),
                false => self.problems.add("duplicateOf", problem),
            }
        }
        let repeats = |other: &&Action| other.duplicate_of == Some(after.id) && other.id != repeated;
        for other in all.iter().filter(repeats).filter(|other| !other.head.archived) {
            if self.sees(other.id.into())? {
                let other = other.label();
                let problem = format!(
                    "would make a chain: “{other}” repeats this action. Open that one again and close it as a \
                     duplicate of the other first"
                );
                self.problems.add("duplicateOf", problem);
                break;
            }
        }
        Ok(())
    }

    /// That the agency has no other membership here on the same days.
    fn stands_once(&mut self, before: Option<&Membership>, after: &Membership) -> Result<()> {
        let said = |m: &Membership| (m.agency, m.joined_on, m.left_on, m.head.archived);
        if before.is_some_and(|before| said(before) == said(after)) {
            return Ok(());
        }
        let all = records::memberships(self.tx.reader(), after.partnership)?;
        let mut others = all.iter().filter(|other| other.id != after.id && other.agency == after.agency);
        if let Some(other) = others.find(|other| !other.head.archived && overlap(other, after)) {
            let field = field_of(before, after);
            let other = format!("“{}”{}", other.label(), days(other));
            let problem = match field {
                "agency" => format!("is a member on those days already, as {other}"),
                _ => format!("shares days with another membership of this agency, {other}"),
            };
            self.problems.add(field, format!("{problem}: change that one, or end it the day before"));
        }
        Ok(())
    }

    /// That no other succession says the same: the same agencies, in the same way, on the
    /// same day.
    fn is_said_once(&mut self, before: Option<&Succession>, after: &Succession) -> Result<()> {
        let said = |s: &Succession| (s.from, s.to, s.kind, s.on, s.head.archived);
        if before.is_some_and(|before| said(before) == said(after)) {
            return Ok(());
        }
        let all = records::successions(self.tx.reader())?;
        if let Some(other) = all.iter().find(|other| other.id != after.id && said(other) == said(after)) {
            let message = format!("says what “{}” says already: change that one", other.label());
            self.problems.add("", message);
        }
        Ok(())
    }

    /// That no chain of successions leads from an agency back to it.
    fn leads_on(&mut self, before: Option<&Succession>, after: &Succession) -> Result<()> {
        let said = |s: &Succession| (s.from, s.to, s.head.archived);
        let Some(to) = after.to else { return Ok(()) };
        // That an agency does not follow itself is a rule of the record alone.
        if to == after.from || before.is_some_and(|before| said(before) == said(after)) {
            return Ok(());
        }
        let all = records::successions(self.tx.reader())?;
        let standing = all.iter().filter(|other| other.id != after.id && !other.head.archived);
        let links: Vec<(AgencyId, AgencyId)> =
            standing.filter_map(|other| other.to.map(|to| (other.from, to))).collect();
        if let Some(chain) = chain(&links, to, after.from) {
            let mut names = vec![self.agency_name(after.from)?];
            for agency in chain {
                names.push(self.agency_name(agency)?);
            }
            let circle = names.join(" → ");
            let field = if before.is_some_and(|before| before.head.archived) { "" } else { "to" };
            self.problems.add(
                field,
                format!("would close a circle of successions, {circle}: no agency comes after itself"),
            );
        }
        Ok(())
    }

    fn agency_name(&mut self, id: AgencyId) -> Result<String> {
        let found = records::find(self.tx.reader(), id.into())?;
        Ok(found.map(|agency| agency.label()).unwrap_or_default())
    }
}

/// The field by which a membership came to stand beside another; empty when it was taken
/// out again.
fn field_of(before: Option<&Membership>, after: &Membership) -> &'static str {
    match before {
        Some(before) if before.head.archived => "",
        Some(before) if before.agency != after.agency => "agency",
        Some(before) if before.joined_on != after.joined_on => "joinedOn",
        Some(_) => "leftOn",
        None => "agency",
    }
}

/// Whether two memberships share a day, as far as days are known.
fn overlap(one: &Membership, other: &Membership) -> bool {
    let begins_by_the_end = |one: &Membership, other: &Membership| match (one.joined_on, other.left_on) {
        (Some(joined), Some(left)) => joined <= left,
        _ => true,
    };
    begins_by_the_end(one, other) && begins_by_the_end(other, one)
}

/// The days of a membership, as far as they are known.
fn days(membership: &Membership) -> String {
    match (membership.joined_on, membership.left_on) {
        (Some(joined), Some(left)) => format!(" from {joined} to {left}"),
        (Some(joined), None) => format!(" since {joined}"),
        (None, Some(left)) => format!(" until {left}"),
        (None, None) => String::new(),
    }
}

/// The agencies from `from` to `to`, if links lead there.
fn chain(links: &[(AgencyId, AgencyId)], from: AgencyId, to: AgencyId) -> Option<Vec<AgencyId>> {
    let mut came_from: HashMap<AgencyId, AgencyId> = HashMap::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            let mut path = vec![at];
            let mut back = at;
            while let Some(&earlier) = came_from.get(&back).filter(|_| back != from) {
                path.push(earlier);
                back = earlier;
            }
            path.reverse();
            return Some(path);
        }
        for (_, next) in links.iter().filter(|(source, _)| *source == at) {
            if *next != from && !came_from.contains_key(next) {
                came_from.insert(*next, at);
                open.push(*next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_found_past_branches_and_circles() {
        let [a, b, c, d, e] = [1, 2, 3, 4, 5].map(|n| AgencyId(uuid::Uuid::from_u128(n)));
        let links = [(a, b), (b, a), (b, c), (a, d), (c, e)];
        assert_eq!(chain(&links, a, e), Some(vec![a, b, c, e]));
        assert_eq!(chain(&links, d, a), None);
        assert_eq!(chain(&links, a, a), Some(vec![a]));
    }
}
