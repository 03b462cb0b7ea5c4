//! Evidence through the API: asked for by auditors, fetched once, and what they may see.

use std::io::Write;
use std::path::PathBuf;

use partnership_register::auth::scope::Scope;
use partnership_register::commands::evidence::{self, Asked, By, Signed};
use partnership_register::history::checkpoint::Checkpoint;
use partnership_register::history::evidence::manifest::Manifest;
use partnership_register::history::evidence::verify::{self, Kept, Report};
use partnership_register::history::key::{KeyRing, SigningKey};
use partnership_register::model::Role;
use partnership_register::store::checkpoint;
use serde_json::{Value, json};

use crate::support::accounts::Client;
use crate::support::asking::{everything, partner, whole};
use crate::support::program::run;
use crate::support::server::TestServer;
use crate::support::{TestRegister, any_file, beginning, log_keys};

const SLUG: &str = "safer-chelmsford";

fn server() -> TestServer {
    let test = TestRegister::founding();
    test.import(&any_file("east", 4)).unwrap();
    TestServer::over(test)
}

fn asked(client: &Client<'_>, input: Value) -> String {
    let payload = client.change("exportEvidence", input, "path expiresAt");
    assert_eq!(payload["errors"], json!([]));
    payload["path"].as_str().unwrap().to_owned()
}

fn auditor(server: &TestServer) -> Client<'_> {
    server.browser_with(&[(Role::Auditor, None, None)])
}

/// Keeps a bundle in a file, and looks at everything in it but for what was signed.
struct Bundle {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Bundle {
    fn of(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence.zip");
        std::fs::write(&path, bytes).unwrap();
        Bundle { path, _folder: folder }
    }

    fn file(&self, name: &str) -> String {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&self.path).unwrap()).unwrap();
        std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
    }

    fn manifest(&self) -> Manifest {
        serde_json::from_str(&self.file("bundle.json")).unwrap()
    }

    fn report(&self) -> Report {
        verify::bundle(&self.path, &Kept::default()).unwrap()
    }

    /// What is wrong with it, beside that nothing was signed.
    fn problems(&self) -> Vec<String> {
        let mut problems = self.report().problems;
        problems.retain(|problem| !problem.starts_with("the bundle: "));
        problems
    }
}

#[test]
fn an_auditor_asks_for_evidence_and_fetches_it_once() {
    let server = server();
    let client = auditor(&server);
    let before = server.test.sequence();
    let path = asked(&client, json!({}));
    assert_eq!(server.test.sequence(), before + 1, "that it was asked for is in the history");
    let noted = client.data("{ changes(first: 1) { nodes { command reason actor { role } } } }");
    let noted = &noted["changes"]["nodes"][0];
    assert_eq!((&noted["command"], &noted["reason"]), (&json!("evidence.export"), &json!("Evidence")));
    let (status, bytes) = client.download(&path);
    assert_eq!(status, 200);
    let bundle = Bundle::of(&bytes);
    assert_eq!(bundle.problems(), Vec::<String>::new());
    let manifest = bundle.manifest();
    assert_eq!((manifest.changes, manifest.size), (before + 1, before + 1));
    assert!(manifest.complete);
    assert!(bundle.file("plan/end/safer-chelmsford.html").contains("Pubwatch"));
    assert_eq!(client.download(&path).0, 404, "a second time");
}

#[test]
fn why_evidence_was_taken_those_know_who_took_it_or_keep_the_accounts() {
    let server = server();
    let place = Some(server.test.partnership(SLUG));
    let auditor = server.browser_with(&[(Role::Auditor, place, None)]);
    asked(&auditor, json!({ "partnership": SLUG }));
    let reason = |client: &Client| {
        let told = client.data(
            "{ changes(first: 1, filter: { type: [USER], action: [UPDATE] }) { nodes { command reason } } }",
        );
        told["changes"]["nodes"][0].clone()
    };
    let keeper = server.browser_with(&[(Role::Administrator, None, None)]);
    for client in [&auditor, &keeper] {
        let told = reason(client);
        assert!(
            told["reason"].as_str().is_some_and(|reason| reason.starts_with("Evidence of partnership_")),
            "{told}"
        );
    }
    let coordinator = server.browser_with(&[(Role::Coordinator, place, None)]);
    assert_eq!(reason(&coordinator), json!({ "command": "evidence.export", "reason": null }));
}

#[test]
fn the_path_works_for_ten_minutes_in_the_same_session_only() {
    let server = server();
    let (client, other) = (auditor(&server), auditor(&server));
    let path = asked(&client, json!({}));
    assert_eq!(other.download(&path).0, 404, "somebody else's");
    assert_eq!(server.nobody().download(&path).0, 401);
    server.test.wait(601);
    assert_eq!(client.download(&path).0, 404, "too late");
    let path = asked(&client, json!({}));
    server.test.wait(599);
    assert_eq!(client.download(&path).0, 200);
}

#[test]
fn whoever_is_no_auditor_any_more_fetches_nothing() {
    let server = server();
    let home = server.test.partnership(SLUG);
    let user = server.test.add_user("jo@example.org", &[(Role::Auditor, Some(home), None)]);
    let client = server.browser(user);
    let path = asked(&client, json!({}));
    let roles = client.data("{ viewer { user { roles { id version } } } }");
    let role = &roles["viewer"]["user"]["roles"][0];
    let revoke = json!({ "id": role["id"], "version": role["version"], "reason": "Done." });
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    assert_eq!(admin.change("revokeRole", revoke, "")["errors"], json!([]));
    assert_eq!(client.download(&path).0, 403);
}

#[test]
fn nobody_but_an_auditor_may_ask_and_only_of_what_they_audit() {
    let server = server();
    let home = server.test.partnership(SLUG);
    for role in [Role::Administrator, Role::Coordinator] {
        let place = (role != Role::Administrator).then_some(home);
        let client = server.browser_with(&[(role, place, None)]);
        assert_eq!(client.refusal("exportEvidence", json!({})), "FORBIDDEN", "{role:?}");
    }
    assert_eq!(server.nobody().refusal("exportEvidence", json!({})), "UNAUTHENTICATED");
    let here = server.browser_with(&[(Role::Auditor, Some(home), None)]);
    assert_eq!(here.refusal("exportEvidence", json!({ "partnership": "east" })), "NOT_FOUND");
    assert_eq!(here.refusal("exportEvidence", json!({ "partnership": "nowhere" })), "NOT_FOUND");
    let wrong = here.change("exportEvidence", json!({ "checkpoint": "not one" }), "path");
    assert_eq!(wrong["errors"][0]["path"], json!(["checkpoint"]));
    let elsewhere = Checkpoint { origin: "other.example/log".into(), size: 1, root: [1; 32], losses: vec![] };
    let elsewhere = elsewhere.sign(&log_keys(1)).unwrap().note();
    let wrong = here.change("exportEvidence", json!({ "checkpoint": elsewhere }), "path");
    assert_eq!(wrong["errors"][0]["path"], json!(["checkpoint"]), "one of another log");
    let back = json!({ "from": "2026-03-02T00:00:00Z", "to": "2026-03-01T00:00:00Z" });
    assert_eq!(here.change("exportEvidence", back, "path")["errors"][0]["path"], json!(["to"]));
    let (_, bytes) = here.download(&asked(&here, json!({ "partnership": SLUG })));
    let bundle = Bundle::of(&bytes);
    assert_eq!(bundle.problems(), Vec::<String>::new());
    let manifest = bundle.manifest();
    assert!(manifest.complete && manifest.changes < manifest.size);
    assert_eq!(manifest.plans.len(), 2);
}

/// A bundle as it is written for somebody of this scope.
fn written(test: &TestRegister, asked: &Asked) -> Bundle {
    let mut bytes = Vec::new();
    let by = By { who: "user_1".to_owned(), at: beginning() };
    let directory = test.register.directory();
    evidence::write(&mut test.reader(), &directory, asked, &Signed::default(), &by, &mut bytes).unwrap();
    Bundle::of(&bytes)
}

fn of(scope: Scope) -> Asked {
    Asked { scope, ..Asked::default() }
}

#[test]
fn a_bundle_shows_what_its_caller_may_see_and_proves_it_all_the_same() {
    let test = TestRegister::new();
    let mut file = serde_json::to_value(crate::support::founding_file()).unwrap();
    let hidden = json!({ "key": "hidden", "name": "Zanzibar", "visibility": "RESTRICTED", "leadAgency": "essex-police" });
    file["projects"].as_array_mut().unwrap().push(hidden);
    file["documents"].as_array_mut().unwrap().push(
        json!({ "key": "d", "title": "An open one", "visibility": "PUBLIC", "projects": ["hidden", "pubwatch"] }),
    );
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    let all = written(&test, &of(everything()));
    assert_eq!(all.problems(), Vec::<String>::new());
    assert!(all.file("changes.jsonl").contains("Zanzibar"));
    for scope in [whole(&test, SLUG), partner(&test, SLUG, "chelmsford-city-council")] {
        let sees = scope.sees_whole(test.partnership(SLUG));
        let bundle = written(&test, &of(scope));
        assert_eq!(bundle.problems(), Vec::<String>::new());
        let names = [
            "changes.jsonl",
            "changes.csv",
            "plan/end/safer-chelmsford.json",
            "plan/end/safer-chelmsford.html",
        ];
        for name in names {
            assert_eq!(bundle.file(name).contains("Zanzibar"), sees, "{name}");
        }
        assert_eq!(bundle.file("changes.jsonl").contains("\"withheld\":true"), !sees);
        assert_eq!(bundle.manifest().size, all.manifest().size);
        assert_eq!(bundle.manifest().root, all.manifest().root);
    }
}

#[test]
fn a_period_holds_its_changes_and_the_plans_at_both_ends() {
    let test = super::after_imports(&[4, 5, 6, 8, 9, 12], |_, _| {});
    let middle = test.sequence() / 2;
    let at = partnership_register::store::change::time_of(&mut test.reader(), middle).unwrap().unwrap();
    for (from, to) in [(Some(at), None), (None, Some(at)), (Some(at), Some(at))] {
        for partnership in [None, Some(test.partnership("east"))] {
            let asked = Asked { from, to, partnership, ..of(everything()) };
            let bundle = written(&test, &asked);
            assert_eq!(bundle.problems(), Vec::<String>::new(), "{from:?} {to:?}");
            let period = bundle.manifest().period;
            assert_eq!(period.after, if from.is_some() { middle - 1 } else { 0 });
            assert_eq!(period.last, if to.is_some() { middle } else { test.sequence() });
        }
    }
}

#[test]
fn an_auditor_with_evidence_to_fetch_can_be_erased() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[(Role::Auditor, None, None)]);
    assert!(server.browser(user).change("exportEvidence", json!({}), "path")["path"].is_string());
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let version = admin.data(&format!("{{ user(id: \"{user}\") {{ version }} }}"))["user"]["version"].clone();
    let input = json!({ "id": user.to_string(), "version": version, "reason": "Asked to be." });
    let query = "mutation M($input: ManageUserInput!) { eraseUser(input: $input) { errors { message } } }";
    let erased = admin.ask(query, json!({ "input": input }));
    assert_eq!(erased["data"]["eraseUser"]["errors"], json!([]), "{erased}");
}

#[test]
fn what_is_asked_for_is_noted_and_so_says_only_what_it_means() {
    let server = TestServer::founding();
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    let before = server.test.sequence();
    let long = auditor.change("exportEvidence", json!({ "actor": "a".repeat(5_000) }), "path");
    assert_eq!((&long["errors"][0]["path"], &long["path"]), (&json!(["actor"]), &Value::Null));
    assert_eq!(server.test.sequence(), before);
    let first = "-262143-01-01T00:00:00Z";
    assert_ne!(auditor.get(&format!("/export/changes.csv?from={first}")).status, 500);
}

/// Where a bundle goes that somebody reads slowly: something happens meanwhile.
struct Slowly<'t> {
    file: std::fs::File,
    meanwhile: Option<Box<dyn FnOnce() + 't>>,
}

impl Write for Slowly<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if let Some(meanwhile) = self.meanwhile.take() {
            meanwhile();
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

#[test]
fn what_is_removed_while_a_bundle_is_read_makes_it_no_false_one() {
    let test = TestRegister::founding();
    let admin = test.administrator();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    let query = format!("{{ changes(first: 1, filter: {{ entity: \"{project}\" }}) {{ nodes {{ id }} }} }}");
    let change = test.ask(&admin, &query, json!({}))["data"]["changes"]["nodes"][0]["id"].clone();
    let before = test.sequence();
    let remove = || {
        let input = json!({ "change": change, "field": "name", "reason": "It named somebody." });
        assert_eq!(test.change(&admin, "redactValue", input, "")["errors"], json!([]));
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.zip");
    let out = Slowly { file: std::fs::File::create(&path).unwrap(), meanwhile: Some(Box::new(remove)) };
    let (asked, by) =
        (Asked { scope: everything(), ..Asked::default() }, By { who: "user_1".to_owned(), at: beginning() });
    let directory = test.register.directory();
    let manifest = evidence::bundle(&mut test.reader(), &directory, &asked, &by, out).unwrap();
    assert_eq!((manifest.size, test.sequence()), (before, before + 1));
    let report = verify::bundle(&path, &Kept::default()).unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
}

#[test]
fn the_command_refuses_a_period_without_time_and_a_checkpoint_of_another_register() {
    let test = TestRegister::founding();
    let newest = checkpoint::latest(&mut test.reader()).unwrap().unwrap().signed;
    let database = test.into_database();
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let (bundle, kept) = (place("evidence.zip"), place("kept.txt"));
    let period = ["evidence", &bundle, "--from", "2027-01-01T00:00:00Z", "--to", "2026-01-01T00:00:00Z"];
    let told = run(&database.url, &period);
    assert!(told.status == 2 && told.stderr.contains("the period ends before it begins"), "{told:?}");
    let stranger = KeyRing::of(SigningKey::generate().unwrap());
    let elsewhere = Checkpoint { origin: "other.example/log".to_owned(), ..newest.checkpoint.clone() };
    let notes = [
        (newest.checkpoint.clone().sign(&stranger).unwrap(), "no known key has signed this checkpoint"),
        (elsewhere.sign(&log_keys(1)).unwrap(), "it is of another log, other.example/log"),
    ];
    for (note, words) in notes {
        std::fs::write(&kept, note.note()).unwrap();
        let told = run(&database.url, &["evidence", &bundle, "--checkpoint", &kept]);
        assert!(told.status == 7 && told.stderr.contains(words), "{told:?}");
        assert!(told.stderr.contains(&kept) && !std::path::Path::new(&bundle).exists(), "{told:?}");
    }
    std::fs::write(&kept, newest.note()).unwrap();
    assert_eq!(run(&database.url, &["evidence", &bundle, "--checkpoint", &kept]).status, 0);
    let told = run(&database.url, &["verify", &bundle, "--database"]);
    assert!(told.status == 2 && told.stderr.contains("leave out --database"), "{told:?}");
}
