//! The letters of requests for updates, through a mail server: each once, on its day, also
//! with two servers and after one ended in the middle.

use partnership_register::auth::config::AuthConfig;
use partnership_register::mail::Mailer;
use partnership_register::model::{LetterState, Role};
use partnership_register::store::operational::update_letter;
use serde_json::{Value, json};

use crate::support::server::{Options, TestServer};
use crate::support::smtp::MailServer;
use crate::support::{TestRegister, until, wait_for};

const CHELMSFORD: &str = "safer-chelmsford";
const DAY: i64 = 24 * 3_600;

struct Scene {
    mail: MailServer,
    server: TestServer,
}

impl Scene {
    /// A server with a sergeant and a contributor of the police, and a council officer.
    fn new() -> Self {
        let mail = MailServer::start();
        let options = Options { smtp: mail.config(), ..Options::default() };
        let server = TestServer::set_up(TestRegister::founding(), options);
        let test = &server.test;
        let here = Some(test.partnership(CHELMSFORD));
        let of = |role, agency: &str| (role, here, Some(test.agency(agency)));
        test.add_user("sergeant@example.org", &[of(Role::PartnerAdmin, "essex-police")]);
        test.add_user("constable@example.org", &[of(Role::Contributor, "essex-police")]);
        test.add_user("officer@example.org", &[of(Role::PartnerAdmin, "chelmsford-city-council")]);
        test.add_user("fire@example.org", &[of(Role::PartnerAdmin, "essex-fire-and-rescue")]);
        Scene { mail, server }
    }

    fn ask(&self) -> Value {
        let here = Some(self.server.test.partnership(CHELMSFORD));
        let coordinator = self.server.browser_with(&[(Role::Coordinator, here, None)]);
        let input = json!({
            "partnership": CHELMSFORD, "dueOn": "2026-03-20", "message": "Before the board.",
            "agencies": ["essex-police", "chelmsford-city-council"], "remindOn": ["2026-03-13", "2026-03-18"],
        });
        let payload = coordinator.change("requestUpdates", input, "sendsLetters updateRequest { id }");
        assert_eq!(payload["sendsLetters"], true);
        payload["updateRequest"]["id"].clone()
    }

    /// Asks, and waits until the three letters were sent and the register has noted it.
    fn asked(&self) -> Value {
        let id = self.ask();
        self.readers(3);
        let request = id.as_str().unwrap().parse().unwrap();
        until(|| {
            let letters = update_letter::of_request(&mut self.server.test.reader(), request).unwrap();
            letters.iter().all(|letter| letter.state == LetterState::Sent)
        });
        id
    }

    fn tick(&self) {
        wait_for(self.server.accounts.send_update_letters()).unwrap();
    }

    /// Whom the next letters went to, in the order of the alphabet.
    fn readers(&self, count: usize) -> Vec<String> {
        let mut readers: Vec<String> = (0..count)
            .map(|_| {
                let letter = self.mail.letter();
                let to = letter.split("To: ").nth(1).unwrap().lines().next().unwrap().to_owned();
                to.split(['<', '@'])
                    .find(|part| !part.trim().is_empty() && !part.contains(' '))
                    .unwrap()
                    .to_owned()
            })
            .collect();
        readers.sort();
        readers
    }
}

#[test]
fn everybody_of_the_agencies_is_written_to_and_the_link_leads_to_the_return() {
    let scene = Scene::new();
    let id = scene.ask();
    let letters = [scene.mail.letter(), scene.mail.letter(), scene.mail.letter()];
    scene.tick();
    assert!(scene.mail.is_empty(), "nobody else, and nobody twice");
    let link = format!("/admin/p/{CHELMSFORD}/return?request={}", id.as_str().unwrap());
    for letter in &letters {
        assert!(letter.contains(&link) && letter.contains("Before the board."), "{letter}");
    }
    assert!(
        letters.iter().any(|letter| letter.contains("officer@example.org") && letter.contains("Council"))
    );
    assert!(!letters.iter().any(|letter| letter.contains("fire@example.org")));
}

#[test]
fn only_the_silent_are_reminded_once_on_each_day() {
    let scene = Scene::new();
    let id = scene.asked();
    let here = Some(scene.server.test.partnership(CHELMSFORD));
    let police = Some(scene.server.test.agency("essex-police"));
    let sergeant = scene.server.browser_with(&[(Role::PartnerAdmin, here, police)]);
    let input = json!({ "partnership": CHELMSFORD, "request": id });
    assert_eq!(sergeant.change("submitReturn", input, "")["errors"], json!([]));

    scene.server.test.wait(10 * DAY);
    scene.tick();
    assert!(scene.mail.is_empty(), "no day of reminding yet");
    scene.server.test.wait(DAY);
    scene.tick();
    scene.tick();
    assert_eq!(scene.readers(1), ["officer"]);
    // The second day, on which no server ran until the day after.
    scene.server.test.wait(6 * DAY);
    scene.tick();
    let letter = scene.mail.letter();
    assert!(letter.contains("officer@example.org") && letter.contains("Reminder"), "{letter}");
    scene.server.test.wait(DAY);
    scene.tick();
    assert!(scene.mail.is_empty());
}

#[test]
fn who_was_written_to_is_forgotten_after_a_year_and_nobody_is_written_to_again() {
    let scene = Scene::new();
    let request = scene.asked().as_str().unwrap().parse().unwrap();
    let known = || update_letter::of_request(&mut scene.server.test.reader(), request).unwrap().len();
    scene.server.test.wait(364 * DAY);
    wait_for(scene.server.accounts.tidy()).unwrap();
    assert_eq!(known(), 3);
    scene.server.test.wait(2 * DAY);
    wait_for(scene.server.accounts.tidy()).unwrap();
    assert_eq!(known(), 0);
    scene.tick();
    assert!(scene.mail.is_empty());
}

#[test]
fn of_several_servers_one_sends_each_letter() {
    let scene = Scene::new();
    scene.asked();
    let second = scene.server.test.beside();
    let mailer = || Mailer::new(&scene.mail.config()).unwrap();
    let there = second.accounts("http://second.example.org", AuthConfig::default(), mailer());
    let here = std::sync::Arc::clone(&scene.server.accounts);
    scene.server.test.wait(11 * DAY);
    std::thread::scope(|scope| {
        for accounts in [&here, &there, &here, &there] {
            scope.spawn(move || wait_for(accounts.send_update_letters()).unwrap());
        }
    });
    assert_eq!(scene.readers(3), ["constable", "officer", "sergeant"]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(scene.mail.is_empty(), "each letter was sent once");
}

#[test]
fn a_letter_that_was_taken_by_a_server_that_ended_is_sent_by_another() {
    let scene = Scene::new();
    scene.asked();
    scene.server.test.wait(11 * DAY);
    let hold = chrono::TimeDelta::minutes(10);
    // A reminder is set down and taken, and whoever took it is never heard of again.
    let mail = MailServer::start();
    let dead = Mailer::new(&mail.config()).unwrap();
    let other = scene.server.test.accounts("http://other.example.org", AuthConfig::default(), dead);
    drop(mail);
    let taken = std::thread::scope(|scope| {
        let gate = &scene.server.test.gate;
        scope
            .spawn(|| {
                wait_for(other.set_down_update_reminders()).unwrap();
                gate.operate_blocking(move |writer, now| update_letter::take(writer, now, hold, 20)).unwrap()
            })
            .join()
            .unwrap()
    });
    assert_eq!(taken.len(), 3);
    scene.tick();
    assert!(scene.mail.is_empty(), "they are somebody else's for a while");
    scene.server.test.wait(11 * 60);
    scene.tick();
    assert_eq!(scene.readers(3), ["constable", "officer", "sergeant"]);
}
