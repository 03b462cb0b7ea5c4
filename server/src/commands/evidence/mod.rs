//! Evidence for auditors: the history of a period as one zip that proves itself.
//!
//! Nothing of it is held in memory but the plans, one at a time, and which changes are
//! shown. It is read a piece at a time and needs no long transaction: what is read was
//! there when it began, and the history only grows.

mod changes;
mod files;
pub mod order;
mod page;
mod plans;
mod readme;
mod signed;
pub mod table;

use std::io::Write;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::auth::scope::Scope;
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::history::evidence::manifest::{Filter, Manifest, Period};
use crate::history::evidence::unseen::cover;
use crate::history::evidence::{FORMAT, KEYS, MANIFEST, README, checkpoint_file};
use crate::history::log::Edge;
use crate::model::*;
use crate::store::Conn;
use crate::store::change::list::{ChangeFilter, ChangeQuery};
use crate::store::change::{self, evidence};
use crate::store::tx::snapshot;
use files::Files;
pub use signed::{Signed, incomparable};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What whoever asks may see.
    pub scope: Scope,
    /// Only of this partnership.
    pub partnership: Option<PartnershipId>,
    /// Only of this record.
    pub entity: Option<AnyId>,
    /// Only of these types; empty: any.
    pub types: Vec<EntityType>,
    /// Only by this actor.
    pub actor: Option<String>,
    /// Made at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Made at this moment or earlier.
    pub to: Option<DateTime<Utc>>,
    /// The sizes of checkpoints with which the bundle must be comparable.
    pub compare: Vec<u64>,
}

/// Who asks, when, and as which program.
#[derive(Debug, Clone)]
pub struct By {
    /// Who.
    pub who: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes a bundle of what is signed now. Returns what it says of itself. All of it is of
/// one moment, however long whoever reads takes: what is erased meanwhile is in it, or a
/// change that the bundle does not know would have taken it.
///
/// # Errors
/// As [`write()`].
pub fn bundle(
    conn: &mut Conn,
    directory: &Directory,
    asked: &Asked,
    by: &By,
    out: impl Write,
) -> Result<Manifest> {
    snapshot(conn, |conn| {
        let signed = Signed::read(conn, asked)?;
        write(conn, directory, asked, &signed, by, out)
    })
}

/// Writes a bundle. Returns what it says of itself.
///
/// # Errors
/// When the database fails, or whoever reads has gone.
pub fn write(
    conn: &mut Conn,
    directory: &Directory,
    asked: &Asked,
    signed: &Signed,
    by: &By,
    out: impl Write,
) -> Result<Manifest> {
    let bundle = Bundle::open(conn, asked, signed)?;
    let mut files = Files::begin(out, by.at);
    let mut manifest = bundle.manifest(by);
    files.text(README, &readme::text(&manifest, &bundle, directory))?;
    let plans = plans::of(conn, directory, &bundle)?;
    let shown = changes::lines(conn, &bundle, &plans::sequences(&plans), &mut files)?;
    manifest.changes = shown.count();
    changes::table(conn, directory, &bundle, &shown, &mut files)?;
    changes::unseen(conn, &bundle, &shown, &mut files)?;
    manifest.plans = plans::write(conn, &bundle, &plans, &mut files)?;
    for note in &signed.notes {
        files.text(&checkpoint_file(&note.checkpoint), &note.note())?;
    }
    let keys: Vec<String> = signed.keys.iter().map(|(origin, key)| key.written(origin) + "\n").collect();
    files.text(KEYS, &keys.concat())?;
    let text = serde_json::to_string_pretty(&manifest).map_err(crate::error::Error::internal)?;
    files.text(MANIFEST, &(text + "\n"))?;
    files.end()?;
    Ok(manifest)
}

/// What is put into one bundle.
struct Bundle<'a> {
    asked: &'a Asked,
    query: ChangeQuery,
    /// How far the log goes.
    size: u64,
    /// How many changes there are that nothing has signed: they are not in it.
    unsigned: u64,
    /// Whether anything has signed the log.
    is_signed: bool,
    root: String,
    /// The last change before the period.
    after: u64,
    /// The last change of the period.
    last: u64,
    /// The sizes at which whoever verifies compares.
    sizes: Vec<u64>,
}

impl<'a> Bundle<'a> {
    fn open(conn: &mut Conn, asked: &'a Asked, signed: &Signed) -> Result<Self> {
        let newest = signed.newest().map(|note| note.checkpoint.size);
        let (head, after, last) = snapshot(conn, |conn| {
            let (head, _) = change::head(conn)?;
            let after = asked.from.map(|from| change::sequence_before(conn, from)).transpose()?;
            let last = asked.to.map(|to| change::sequence_at(conn, to)).transpose()?;
            Ok((head, after, last))
        })?;
        let size = newest.map_or(head, |newest| newest.min(head));
        let last = last.map_or(size, |last| last.min(size));
        let after = after.unwrap_or(0).min(last);
        let filter = ChangeFilter {
            entity: asked.entity,
            types: asked.types.clone(),
            partnership: asked.partnership,
            actor: asked.actor.clone(),
            ..ChangeFilter::default()
        };
        let losses = signed.notes.iter().flat_map(|note| &note.checkpoint.losses).map(|loss| loss.kept);
        let sizes = signed.notes.iter().map(|note| note.checkpoint.size).chain(losses);
        let mut sizes: Vec<u64> = sizes.chain(asked.compare.iter().copied()).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let root = match size {
            0 => Edge::default().root(),
            size => root(conn, size)?,
        };
        let root = hex::encode(root);
        let query = ChangeQuery { scope: asked.scope.clone(), filter };
        let (unsigned, is_signed) = (head - size, newest.is_some());
        Ok(Bundle { asked, query, size, unsigned, is_signed, root, after, last, sizes })
    }

    fn scope(&self) -> &Scope {
        &self.query.scope
    }

    fn manifest(&self, by: &By) -> Manifest {
        let text = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let asked = self.asked;
        let filter = Filter {
            partnership: asked.partnership.map(|id| id.to_string()),
            entity: asked.entity.map(|id| id.to_string()),
            types: asked.types.iter().map(|entity| entity.word().to_owned()).collect(),
            actor: asked.actor.clone(),
        };
        let sees_all = asked.scope.everything
            || asked.partnership.is_some_and(|partnership| asked.scope.sees_whole(partnership));
        Manifest {
            format: FORMAT.to_owned(),
            made_by: concat!("partnership-register ", env!("CARGO_PKG_VERSION")).to_owned(),
            made_at: text(by.at),
            asked_by: by.who.clone(),
            size: self.size,
            root: self.root.clone(),
            period: Period {
                from: asked.from.map(text),
                to: asked.to.map(text),
                after: self.after,
                last: self.last,
            },
            complete: sees_all && filter.is_of_whole_plans(),
            filter,
            changes: 0,
            plans: Vec::new(),
        }
    }
}

/// The root of the log of a size, made from the fewest stored hashes.
fn root(conn: &mut Conn, size: u64) -> Result<[u8; 32]> {
    let parts = cover(1, size);
    let roots = evidence::subtrees(conn, &parts)?;
    let mut log = Edge::default();
    for ((height, _), root) in parts.iter().zip(roots) {
        log.graft(*height, root);
    }
    Ok(log.root())
}
