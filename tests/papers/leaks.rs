//! Who may have which document, and that nothing gets into one that its reader may not see.

use partnership_register::model::Role;
use serde_json::json;

use super::scene::{PAPER, given, served, text};
use crate::support::server::TestServer;

const SECRETS: [&str; 7] = [
    "PARTNERS-ONLY-THEN",
    "PARTNERS-ONLY-NOW",
    "PARTNERS-ONLY-ACTION",
    "RESTRICTED-SCHEME",
    "RESTRICTED-NARRATIVE",
    "RESTRICTED-ACTION",
    "DRAFT-STRATEGY",
];
const MARKING: &str = "Contains partners’ content: not for publication";

fn found(body: &str) -> Vec<&'static str> {
    SECRETS.into_iter().filter(|secret| body.contains(secret)).collect()
}

#[test]
fn what_is_not_public_is_in_no_document_unless_it_is_asked_for() {
    let server = served("PUBLIC");
    let coordinator = server.browser_with(&[given(&server, Role::Coordinator, None)]);
    let nobody = server.nobody();
    for path in [
        PAPER.to_owned(),
        format!("{PAPER}.html"),
        "/partnerships/safer-chelmsford/reports/2026-03-01--2026-06-04".to_owned(),
        "/partnerships/safer-chelmsford/strategies/2021-22".to_owned(),
    ] {
        for (who, client) in [("nobody", &nobody), ("a coordinator", &coordinator)] {
            let answer = client.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(found(&answer.body), [""; 0], "{path} as {who}");
            assert!(!answer.body.contains(MARKING), "{path} as {who}");
        }
    }
}

#[test]
fn no_public_document_tells_when_something_was_written_that_residents_do_not_see() {
    let server = served("PUBLIC");
    let coordinator = server.browser_with(&[given(&server, Role::Coordinator, None)]);
    let paths =
        ["", ".html", ".pdf"].map(|form| format!("/partnerships/safer-chelmsford/strategies/2021-22{form}"));
    let nobody = server.nobody();
    let seen = |path: &String| nobody.download(path);
    let before = paths.each_ref().map(seen);
    assert!(before.iter().all(|(status, _)| *status == 200));
    server.test.wait(600);
    let make = |visibility: &str| {
        let scheme = json!({ "partnership": "safer-chelmsford", "name": "New", "visibility": visibility });
        assert_eq!(coordinator.change("createProject", scheme, "")["errors"], json!([]));
    };
    make("RESTRICTED");
    assert!(paths.each_ref().map(seen) == before, "the documents are as they were");
    let graph = server.test.graph("safer-chelmsford");
    let strategy =
        graph.strategies.iter().find(|node| node.record.head.key == "2021-22").unwrap().record.clone();
    let summary = json!({ "id": strategy.id, "version": strategy.head.version, "title": "Another title",
        "reason": "It was long." });
    assert_eq!(coordinator.change("updateStrategy", summary, "")["errors"], json!([]));
    assert!(paths.each_ref().map(seen)[0] != before[0]);
}

#[test]
fn partners_content_is_for_members_who_ask_and_every_part_is_marked() {
    let server = served("PARTNERS");
    let path = format!("{PAPER}?partners=1");
    let members = [
        given(&server, Role::Coordinator, None),
        given(&server, Role::PartnerAdmin, Some("essex-police")),
        given(&server, Role::Contributor, Some("chp")),
        given(&server, Role::Auditor, None),
    ];
    for member in members {
        let answer = server.browser_with(&[member]).get(&path);
        assert_eq!(answer.status, 200, "{member:?}");
        assert_eq!(
            found(&answer.body),
            ["PARTNERS-ONLY-NOW", "PARTNERS-ONLY-ACTION", "DRAFT-STRATEGY"],
            "{member:?}"
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let parts = answer.body.matches("<h2>").count();
        assert_eq!(answer.body.matches("class=\"mark\"").count(), parts, "Word shows a mark in each part");
        assert!(
            answer.body.contains(&format!("@top-center {{ content: \"{MARKING}\"")),
            "and on every printed page"
        );
        assert!(text(&answer.body).starts_with("The partnership’s page"));
    }
    let elsewhere = (Role::Administrator, None, None);
    for (answer, status) in [
        (server.nobody().get(&path), 401),
        (server.browser_with(&[elsewhere]).get(&path), 404),
        (
            server
                .browser_with(&[given(&server, Role::Coordinator, None)])
                .with("origin", "https://evil.example")
                .get(&path),
            401,
        ),
    ] {
        assert_eq!(answer.status, status);
        assert_eq!(found(&answer.body), [""; 0]);
    }
}

#[test]
fn of_a_sitting_for_partners_the_public_learns_nothing() {
    let server = served("PARTNERS");
    assert_eq!(server.get(PAPER).status, 404);
    let other = server.get("/partnerships/safer-chelmsford/papers/no-such-sitting");
    assert_eq!(other.status, 404);
    assert_eq!(server.get(PAPER).body, other.body);
    // A member without the tick gets what the public may have: its days, without its name.
    let coordinator = server.browser_with(&[given(&server, Role::Coordinator, None)]);
    let report = coordinator.get(PAPER);
    assert_eq!(report.status, 200);
    assert!(text(&report.body).contains("Report on 13 March 2026 to 11 June 2026"), "{}", report.body);
    assert_eq!(found(&report.body), [""; 0]);
    assert!(!report.body.contains("Civic Centre"), "the sitting is for partners");
}

#[test]
fn a_restricted_sitting_has_no_paper() {
    let server = served("RESTRICTED");
    let coordinator = server.browser_with(&[given(&server, Role::Coordinator, None)]);
    for path in [PAPER.to_owned(), format!("{PAPER}?partners=1")] {
        assert_eq!(coordinator.get(&path).status, 404, "{path}");
    }
}

#[test]
fn a_draft_is_no_document_for_anyone() {
    let server = served("PUBLIC");
    let path = "/partnerships/safer-chelmsford/strategies/2026-29";
    let coordinator = server.browser_with(&[given(&server, Role::Coordinator, None)]);
    for answer in
        [server.get(path), coordinator.get(path), coordinator.get(&format!("{path}.pdf?partners=1"))]
    {
        assert_eq!(answer.status, 404);
    }
    let list = server.get("/partnerships/safer-chelmsford").body;
    assert!(!list.contains("2026-29"));
}

#[test]
fn the_policy_lets_a_page_use_its_own_style_and_nothing_else() {
    let server = TestServer::founding();
    let answer = server.get("/partnerships/safer-chelmsford/strategies/2021-22");
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    for outside in ["<script", "<link", "<img", "src=", "@import", "url("] {
        assert!(!answer.body.contains(outside), "{outside}");
    }
}
