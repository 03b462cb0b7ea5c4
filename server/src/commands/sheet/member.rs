//! A row of members.

use super::column::SheetColumn as C;
use super::known::Known;
use super::row::{Row, maybe};
use crate::commands::edit::{Creation, Editor, Input};
use crate::commands::membership::{CreateMembershipInput, MembershipFields};
use crate::error::Result;
use crate::model::*;

/// A new member at its place in the list.
pub struct MemberRow {
    input: CreateMembershipInput,
    position: i32,
    /// Whether it is a member already.
    pub exists: Option<String>,
}

/// What a row says; none when its agency is not known.
pub fn read(row: &mut Row<'_>, known: &Known, position: i32, reason: Option<&String>) -> Option<MemberRow> {
    let name = row.required(C::Agency);
    let found = (!name.is_empty()).then(|| known.agency(name));
    let fields = MembershipFields {
        // The list is published in the words that stand in the sheet.
        name_as_published: maybe(row.said(C::NameAsPublished).or(row.said(C::Agency)).map(str::to_owned)),
        basis: maybe(row.word(C::Basis)),
        capacity: maybe(row.word(C::Capacity)),
        listed_under: row.text(C::ListedUnder),
        joined_on: row.date(C::JoinedOn),
        left_on: row.date(C::LeftOn),
        ..MembershipFields::default()
    };
    let agency = row.good(C::Agency, found)?;
    let exists = known.has_member(agency).then(|| "This agency is a member already".to_owned());
    let partnership = known.partnership.to_string().into();
    let agency = agency.to_string().into();
    let input = CreateMembershipInput { partnership, agency, key: None, reason: reason.cloned(), fields };
    Some(MemberRow { input, position, exists })
}

impl MemberRow {
    /// The agency, by id.
    pub fn agency(&self) -> &str {
        &self.input.agency
    }
}

impl Input for MemberRow {
    type Noun = Membership;
    const KEY: &'static str = CreateMembershipInput::KEY;

    fn apply(&self, membership: &mut Membership, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.input.apply(membership, edit)
    }

    fn reason(&self) -> Option<&str> {
        self.input.reason()
    }
}

impl Creation for MemberRow {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Membership> {
        self.input.started(edit, self.position)
    }
}
