//! A register with a history, its key, what was signed of it, and a twin that went another
//! way: all that attacks need, made once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use partnership_register::auth::scope::Scope;
use partnership_register::clock::Clock;
use partnership_register::commands::evidence::{self, Asked, By, Signed};
use partnership_register::commands::gate::Command;
use partnership_register::error::{Error, Result};
use partnership_register::graph::directory::Directory;
use partnership_register::history::checkpoint::{Checkpoint, SignedCheckpoint};
use partnership_register::history::evidence::entry::Shown;
use partnership_register::history::key::{KeyRing, PublicKey, SigningKey};
use partnership_register::model::*;
use partnership_register::store::change::evidence as changes;
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::tx::{Deed, WriteTx};
use partnership_register::store::verify;
use partnership_register::store::{Conn, records};

use crate::support::dice::Dice;
use crate::support::{Database, TestRegister, beginning, log_keys};

/// The name of the log.
pub const ORIGIN: &str = "register.example/log/1";

/// All that attacks need.
pub struct Scene {
    pub ring: KeyRing,
    pub key: PublicKey,
    /// The register as it is.
    pub database: Database,
    /// How many changes it has.
    pub size: u64,
    /// The one of them that took a value out of the change before it.
    pub removal: u64,
    pub directory: Arc<Directory>,
    /// What was signed of it early, later, and last.
    pub early: SignedCheckpoint,
    pub later: SignedCheckpoint,
    pub newest: SignedCheckpoint,
    /// The register as it was at `early`.
    pub older: Database,
    /// Another that has all of it up to `later` and went another way from there.
    pub twin: Database,
    pub twin_newest: SignedCheckpoint,
    /// A bundle of everything.
    pub bundle: PathBuf,
    pub folder: tempfile::TempDir,
}

/// Gives a project another name and description, for a reason.
pub struct Reword {
    pub project: ProjectId,
    pub name: String,
    pub reason: String,
}

impl Command for Reword {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let before = records::find(tx.reader(), self.project.into())?;
        let Some(Record::Project(mut project)) = before.clone() else {
            return Err(Error::NotFound("There is no such project.".into()));
        };
        project.name.clone_from(&self.name);
        project.description = Some(format!("{} and what it is about", self.name));
        let deed = Deed { action: ChangeAction::Update, reason: Some(&self.reason) };
        tx.save(before.as_ref(), project, deed).map(drop)
    }
}

/// Takes the description that a change gave a project out of the history.
struct Remove {
    project: AnyId,
    change: u64,
}

impl Command for Remove {
    type Output = ();
    const KEY: &'static str = "record.redact";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let Some(Record::Project(before)) = records::find(tx.reader(), self.project)? else {
            return Err(Error::NotFound("There is no such project.".into()));
        };
        let mut after = before.clone();
        after.description = None;
        let gone = BTreeMap::from([(self.change, BTreeSet::from(["description".to_owned()]))]);
        let deed = Deed { action: ChangeAction::Redact, reason: Some("It named somebody") };
        tx.save_removing(&before.into(), after, deed, &gone).map(drop)
    }
}

/// Takes what the newest change said out of the history. Gives the change that says so.
fn remove(test: &TestRegister) -> u64 {
    let change = test.sequence();
    let newest = changes::these(&mut test.reader(), &everything(), &[change]).unwrap();
    test.run(Remove { project: newest[0].entity, change }).unwrap();
    test.sequence()
}

/// Rewords some projects.
pub fn live(test: &TestRegister, dice: &mut Dice, times: usize) {
    let projects: Vec<ProjectId> =
        test.graph("safer-chelmsford").projects.iter().map(|project| project.record.id).collect();
    for _ in 0..times {
        let number = dice.below(1_000_000);
        test.wait(dice.below(100_000) as i64);
        let name = format!("Scheme {number}");
        let reason = format!("The board asked for it in paper {number}");
        test.run(Reword { project: *dice.one(&projects), name, reason }).unwrap();
    }
}

pub fn everything() -> Scope {
    Scope { everything: true, ..Scope::default() }
}

/// Signs where a log stands.
pub fn sign(conn: &mut Conn, ring: &KeyRing, origin: &str) -> SignedCheckpoint {
    let found = verify::everything(conn).unwrap();
    let root = hex::decode(found.root).unwrap().try_into().unwrap();
    let said = Checkpoint { origin: origin.to_owned(), size: found.changes, root, losses: Vec::new() };
    said.sign(ring).unwrap()
}

/// Writes a bundle of everything.
pub fn export(
    conn: &mut Conn,
    directory: &Directory,
    notes: &[&SignedCheckpoint],
    keys: &[PublicKey],
    to: &Path,
) {
    let signed = Signed {
        notes: notes.iter().map(|note| (*note).clone()).collect(),
        keys: keys.iter().map(|key| (ORIGIN.to_owned(), *key)).collect(),
    };
    let asked = Asked { scope: everything(), ..Asked::default() };
    export_asked(conn, directory, (&asked, &signed), to);
}

/// Writes a bundle of what was asked for.
pub fn export_asked(conn: &mut Conn, directory: &Directory, (asked, signed): (&Asked, &Signed), to: &Path) {
    let by = By { who: "user_1".to_owned(), at: beginning() };
    let file = std::fs::File::create(to).unwrap();
    evidence::write(conn, directory, asked, signed, &by, file).unwrap();
}

/// Every change, as its leaf and its values are made from.
pub fn all(conn: &mut Conn) -> Vec<Shown> {
    let (size, _) = partnership_register::store::change::head(conn).unwrap();
    let sequences: Vec<u64> = (1..=size).collect();
    let found = changes::these(conn, &everything(), &sequences).unwrap();
    changes::shown(conn, &everything(), found).unwrap()
}

pub fn connect(path: &Path) -> Conn {
    DatabaseUrl::Sqlite(path.to_owned()).connect().unwrap()
}

/// Puts a copy of a register aside as it is now, and goes on with it.
fn aside(test: TestRegister) -> (TestRegister, Database) {
    let now = test.clock.now();
    let database = test.into_database();
    let copy = database.copy();
    (TestRegister::signed(database, Clock::manual(now), &log_keys(1), None), copy)
}

/// Ends a register and keeps its database.
fn ended(test: TestRegister) -> Database {
    Arc::into_inner(test.into_database()).unwrap()
}

impl Scene {
    /// The one that all attacks on SQLite share: it is never altered.
    pub fn shared() -> &'static Scene {
        static SCENE: OnceLock<Scene> = OnceLock::new();
        SCENE.get_or_init(Scene::make)
    }

    pub fn make() -> Scene {
        let memory = Path::new("/dev/shm");
        let folder = match memory.is_dir() {
            true => tempfile::tempdir_in(memory).unwrap(),
            false => tempfile::tempdir().unwrap(),
        };
        let key = SigningKey::generate().unwrap();
        let (ring, key) = (KeyRing::of(key.clone()), key.public());
        let signed = |test: &TestRegister| sign(&mut test.reader(), &ring, ORIGIN);
        let test = TestRegister::founding();
        let mut dice = Dice::new(7);
        live(&test, &mut dice, 20);
        let early = signed(&test);
        let (test, older) = aside(test);
        live(&test, &mut dice, 20);
        let removal = remove(&test);
        let later = signed(&test);
        let (test, twin) = aside(test);
        let clock = Clock::manual(test.clock.now());
        let twin = TestRegister::signed(Arc::new(twin), clock, &log_keys(1), None);
        live(&twin, &mut Dice::new(8), 20);
        let twin_newest = signed(&twin);
        live(&test, &mut dice, 20);
        let newest = signed(&test);
        let directory = test.register.directory();
        let (database, twin) = (ended(test), ended(twin));
        let bundle = folder.path().join("bundle.zip");
        let mut conn = database.url.connect().unwrap();
        export(&mut conn, &directory, &[&early, &later, &newest], &[key], &bundle);
        Scene {
            ring,
            key,
            database,
            size: newest.checkpoint.size,
            removal,
            directory,
            early,
            later,
            newest,
            older,
            twin,
            twin_newest,
            bundle,
            folder,
        }
    }

    /// A place of one attempt.
    pub fn place(&self, name: &str) -> PathBuf {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(0);
        self.folder.path().join(format!("{}-{name}", NEXT.fetch_add(1, Ordering::Relaxed)))
    }
}
