//! The addresses of documents and the headers of their answers.

use super::scene::{PAPER, STRATEGY, served};
use crate::support::server::TestServer;

#[test]
fn each_form_of_a_document_comes_as_what_it_is() {
    let server = served("PUBLIC");
    let page = server.get(PAPER);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("content-disposition"), None);
    let file = server.get(&format!("{PAPER}.html"));
    let disposition = "attachment; filename=\"safer-chelmsford-paper-2026-06-11.html\"";
    assert_eq!(file.header("content-disposition"), Some(disposition));
    assert!(!file.body.contains("Download as PDF"), "a file leads nowhere");
    let pdf = server.bytes(&format!("{PAPER}.pdf"));
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    let disposition = "inline; filename=\"safer-chelmsford-paper-2026-06-11.pdf\"";
    assert_eq!(pdf.header("content-disposition"), Some(disposition));
}

#[test]
fn what_has_not_changed_is_not_sent_again_and_what_has_is_made_anew() {
    let server = served("PUBLIC");
    let first = server.get(PAPER);
    let etag = first.header("etag").unwrap();
    assert_eq!(first.header("cache-control"), Some("public, no-cache"));
    assert_eq!(server.get_if_changed(PAPER, etag).status, 304);
    let mut changed = super::scene::file(|file| super::scene::june(file, "PUBLIC"));
    changed.projects[1].name = "Pub watch".to_owned();
    server.test.import(&changed).unwrap();
    let second = server.get_if_changed(PAPER, etag);
    assert_eq!(second.status, 200);
    assert!(second.body.contains("Pub watch"));
}

#[test]
fn the_strategy_in_force_has_an_address_that_leads_to_its_edition() {
    let server = TestServer::founding();
    assert!(server.get("/partnerships/safer-chelmsford/strategy").body.contains("Strategy"));
    let pdf = server.bytes("/partnerships/safer-chelmsford/strategy.pdf");
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
}

#[test]
fn other_addresses_lead_nowhere() {
    let server = TestServer::founding();
    for path in [
        "/partnerships/nowhere/strategies/2021-22",
        "/partnerships/nowhere/strategy",
        "/partnerships/safer-chelmsford/strategies/2020-21",
        "/partnerships/safer-chelmsford/papers/none",
        "/partnerships/safer-chelmsford/reports/2026-06-04--2026-03-01",
        "/partnerships/safer-chelmsford/reports/2016-06-04--2026-03-01",
        "/partnerships/safer-chelmsford/reports/today",
        &format!("{STRATEGY}?partners=yes"),
        &format!("{STRATEGY}?other=1"),
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}
