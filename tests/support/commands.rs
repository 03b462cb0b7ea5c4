//! What somebody else does to the register, in place of the mutations to come.

use partnership_register::commands::gate::Command;
use partnership_register::error::{Error, Result};
use partnership_register::model::*;
use partnership_register::store::records;
use partnership_register::store::tx::{Deed, WriteTx};

const UPDATE: Deed<'static> = Deed { action: ChangeAction::Update, reason: Some("a test") };

/// Gives a project another name.
pub struct Rename {
    pub project: ProjectId,
    pub name: &'static str,
}

impl Command for Rename {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let before = records::find(tx.reader(), self.project.into())?;
        let Some(Record::Project(mut project)) = before.clone() else {
            return Err(Error::NotFound("There is no such project.".into()));
        };
        project.name = self.name.to_owned();
        tx.save(before.as_ref(), project, UPDATE).map(drop)
    }
}

/// Gives an agency another slug; the old one keeps resolving.
pub struct Move {
    pub agency: AgencyId,
    pub slug: &'static str,
}

impl Command for Move {
    type Output = ();
    const KEY: &'static str = "agency.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let before = records::find(tx.reader(), self.agency.into())?;
        let Some(Record::Agency(mut agency)) = before.clone() else {
            return Err(Error::NotFound("There is no such agency.".into()));
        };
        agency.former_slugs.push(std::mem::replace(&mut agency.slug, self.slug.to_owned()));
        tx.save(before.as_ref(), agency, UPDATE).map(drop)
    }
}

/// Renames a project, and fails afterwards.
pub struct RenameAndFail(pub Rename);

impl Command for RenameAndFail {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        self.0.execute(tx)?;
        Err(Error::bad_request("No."))
    }
}

/// Renames a project, and panics afterwards.
pub struct RenameAndPanic(pub Rename);

impl Command for RenameAndPanic {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        self.0.execute(tx)?;
        panic!("as a mistake of ours would");
    }
}

/// Changes one project.
fn change_project(tx: &mut WriteTx<'_>, id: ProjectId, change: impl FnOnce(&mut Project)) -> Result<()> {
    let before = records::find(tx.reader(), id.into())?;
    let Some(Record::Project(mut project)) = before.clone() else {
        return Err(Error::NotFound("There is no such project.".into()));
    };
    change(&mut project);
    tx.save(before.as_ref(), project, UPDATE).map(drop)
}

/// Gives a project other partners.
pub struct SetPartners {
    pub project: ProjectId,
    pub partners: Vec<AgencyId>,
}

impl Command for SetPartners {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        change_project(tx, self.project, |project| project.partner_agencies.clone_from(&self.partners))
    }
}

/// Shows a project to everybody.
pub struct Publish {
    pub project: ProjectId,
}

impl Command for Publish {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        change_project(tx, self.project, |project| project.visibility = Visibility::Public)
    }
}

/// Gives an agency another name.
pub struct Call {
    pub agency: AgencyId,
    pub name: &'static str,
}

impl Command for Call {
    type Output = ();
    const KEY: &'static str = "agency.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let before = records::find(tx.reader(), self.agency.into())?;
        let Some(Record::Agency(mut agency)) = before.clone() else {
            return Err(Error::NotFound("There is no such agency.".into()));
        };
        agency.name = self.name.to_owned();
        tx.save(before.as_ref(), agency, UPDATE).map(drop)
    }
}
