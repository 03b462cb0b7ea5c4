//! Commands on memberships: who sits in a partnership, and as what.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::done::Done;
use super::edit::{Creation, Editor, Input, new_head, put, reason};
use super::gate::Command;
use super::plan::{next_position, revision};
use super::values::{SourceInput, day, put_sources};
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::records;
use crate::store::tx::WriteTx;

/// What a membership says, beside its agency.
#[derive(InputObject, Debug, Clone, Default)]
pub struct MembershipFields {
    /// The name in the published list; the agency's own if nothing is ever said.
    pub name_as_published: MaybeUndefined<String>,
    /// On what legal basis.
    pub basis: MaybeUndefined<MembershipBasis>,
    /// The basis in the published words.
    pub basis_as_published: MaybeUndefined<String>,
    /// In what capacity.
    pub capacity: MaybeUndefined<Capacity>,
    /// The heading under which the published list names it.
    pub listed_under: MaybeUndefined<String>,
    /// The day it joined.
    pub joined_on: MaybeUndefined<Date>,
    /// The day it left.
    pub left_on: MaybeUndefined<Date>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new membership, the last in the partnership's list. An agency has one at a time.
#[derive(InputObject, Debug, Clone)]
pub struct CreateMembershipInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// The agency, by id or slug.
    pub agency: ID,
    /// Its key, by which partnership files link it; made of the name if nothing is said.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: MembershipFields,
}

/// New values for a membership: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateMembershipInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// The agency, by id or slug, if the name was taken for another body.
    #[graphql(default)]
    pub agency: MaybeUndefined<ID>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: MembershipFields,
}

impl MembershipFields {
    fn apply(&self, membership: &mut Membership, edit: &mut Editor<'_, '_>) {
        edit.set("nameAsPublished", &mut membership.name_as_published, &self.name_as_published);
        edit.set("basis", &mut membership.basis, &self.basis);
        put(&mut membership.basis_as_published, &self.basis_as_published);
        edit.set("capacity", &mut membership.capacity, &self.capacity);
        put(&mut membership.listed_under, &self.listed_under);
        put(&mut membership.joined_on, &day(&self.joined_on));
        put(&mut membership.left_on, &day(&self.left_on));
        put_sources(&mut membership.head.sources, &self.sources);
    }
}

impl Input for CreateMembershipInput {
    type Noun = Membership;
    const KEY: &'static str = "membership.create";

    fn apply(&self, membership: &mut Membership, edit: &mut Editor<'_, '_>) -> Result<()> {
        if let Some(agency) = edit.standing_agency("agency", &self.agency, &[])? {
            membership.agency = agency;
            if let Some(Record::Agency(found)) = records::find(edit.tx.reader(), agency.into())? {
                membership.name_as_published = found.name;
            }
        }
        self.fields.apply(membership, edit);
        Ok(())
    }

    reason!();
}

impl Creation for CreateMembershipInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Membership> {
        let partnership = edit.partnership(&self.partnership)?;
        let position = next_position(&records::memberships(edit.tx.reader(), partnership)?);
        self.started(edit, position)
    }
}

impl CreateMembershipInput {
    /// The new membership at a place that is known to be free.
    pub(super) fn started(&self, edit: &mut Editor<'_, '_>, position: i32) -> Result<Membership> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(Membership {
            id: MembershipId::from_uuid(id),
            head,
            partnership,
            position,
            basis: MembershipBasis::NotStated,
            capacity: Capacity::NotStated,
            // Until the agency is found: no problem of its own.
            name_as_published: self.agency.to_string(),
            ..Membership::default()
        })
    }
}

impl Input for UpdateMembershipInput {
    type Noun = Membership;
    const KEY: &'static str = "membership.update";

    fn apply(&self, membership: &mut Membership, edit: &mut Editor<'_, '_>) -> Result<()> {
        let mut agency = Some(membership.agency);
        edit.put_agency("agency", &mut agency, &self.agency)?;
        match agency {
            Some(agency) => membership.agency = agency,
            None if self.agency.is_null() => {
                edit.problems.add("agency", "is null: a membership always has an agency");
            }
            None => {}
        }
        self.fields.apply(membership, edit);
        Ok(())
    }

    reason!();
}

revision!(UpdateMembershipInput);

/// The order of a partnership's members.
#[derive(InputObject, Debug, Clone)]
pub struct ReorderMembershipsInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// Its memberships in their new order: each that is not archived, once, those that
    /// have ended as well.
    pub memberships: Vec<ID>,
    /// Why.
    pub reason: Option<String>,
}

/// Puts the members of a partnership into another order.
pub struct ReorderMemberships(pub ReorderMembershipsInput);

impl Command for ReorderMemberships {
    type Output = Done;
    const KEY: &'static str = "membership.reorder";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let partnership = edit.partnership(&input.partnership)?;
        edit.permit_with(Self::KEY, &crate::auth::policy::Ties::of_partnership(partnership))?;
        let list = records::memberships(edit.tx.reader(), partnership)?;
        edit.arrange("memberships", &input.memberships, list, input.reason.as_deref())?;
        Ok(Done::to(partnership))
    }
}
