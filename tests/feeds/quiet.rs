//! A secret that stands in an address stands in no log and no metric.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use partnership_register::mail::Mailer;

use super::*;
use crate::support::people::Person;
use crate::support::program::program;
use crate::support::wait_for;

/// A feed of somebody new: the path of its address.
fn kept(test: &TestRegister) -> String {
    let roles = [given(test, Role::Auditor, None)];
    let user = test.add_user("ada@example.org", &roles);
    let Person(Some(viewer)) = Person::with(&roles) else { panic!("nobody") };
    let accounts = test.accounts("http://localhost", AuthConfig::default(), Mailer::none());
    let partnership = Some(test.partnership(CHELMSFORD));
    let made = wait_for(accounts.create_feed(&viewer, user, "Outlook", partnership));
    made.unwrap().1.strip_prefix("http://localhost").unwrap().to_owned()
}

/// The program; it ends when this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn neither_the_most_talkative_log_nor_the_metrics_hold_the_secret() {
    let test = register();
    let path = kept(&test);
    let database = test.into_database();
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = program(&database.url, &["serve", "--listen", "127.0.0.1:0", "--log", "trace"]);
    let child = command.stdout(Stdio::piped()).stderr(File::create(&log).unwrap()).spawn();
    let mut running = Running(child.unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap());
    let mut printed = String::new();
    while !printed.contains("/graphql") {
        assert!(lines.read_line(&mut printed).unwrap() > 0, "it ended after: {printed}");
    }
    let port = printed.split("http://localhost:").nth(1).unwrap().split('/').next().unwrap();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let status = |path: &str| agent.get(format!("http://127.0.0.1:{port}{path}")).call().unwrap().status();
    assert_eq!(status(&path), 200);
    assert_eq!(status(&format!("{path}/")), 404);
    let sent = agent.post(format!("http://127.0.0.1:{port}{path}")).send("x").unwrap();
    assert_eq!(sent.status(), 405);
    let mut metrics = agent.get(format!("http://127.0.0.1:{port}/metrics")).call().unwrap();
    let metrics = metrics.body_mut().read_to_string().unwrap();
    drop(running);
    let said = std::fs::read_to_string(&log).unwrap();
    let secret = path.strip_prefix("/feeds/prf_").unwrap().strip_suffix(".ics").unwrap();
    assert!(said.contains("path=\"/feeds/\""), "the log tells of the requests");
    assert!(metrics.contains("route=\"/feeds/{address}\""), "and the metrics");
    for text in [said, metrics] {
        assert!(!text.contains(secret));
    }
}
