//! Two servers on one PostgreSQL: each shows what the other writes, also after the
//! database went away and came back.
//!
//! They run with PostgreSQL's own programs, and only where the other tests use it too.

mod hanging;
mod only_read;
mod postgres;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::verify;
use serde_json::{Value, json};

use self::postgres::Cluster;
use crate::live::client::Client;
use crate::support::load::{Found, Writer};
use crate::support::program::Serving;
use crate::support::remote::{Remote, SignedIn, until};
use crate::support::{Database, TestRegister};

/// What one process commits, every other shows within this time.
const SOON: Duration = Duration::from_secs(1);

/// Two servers, people who are signed in, and some more sessions to be ended.
struct Two {
    url: DatabaseUrl,
    servers: [Serving; 2],
    session: SignedIn,
    administrator: SignedIn,
    sessions: Vec<SignedIn>,
    project: String,
    writer: Writer,
    turn: usize,
}

impl Two {
    fn on(cluster: &Cluster) -> Self {
        let url = DatabaseUrl::Postgres(cluster.url());
        let test = TestRegister::over(Database::of(url.clone()));
        test.import(&crate::support::founding_file()).unwrap();
        let session = SignedIn::coordinator(&test);
        let administrator = SignedIn::administrator(&test);
        let sessions = (0..6).map(|_| SignedIn::coordinator(&test)).collect();
        let graph = test.graph("safer-chelmsford");
        let id = |place: usize| graph.projects[place].record.id.to_string();
        let (project, version) = (id(0), i64::from(graph.projects[1].record.head.version));
        let writer = Writer::new("writer", &id(1), version);
        drop(test);
        let servers = [0, 1].map(|_| Serving::start(&url, 0, &[]));
        Two { url, servers, session, administrator, sessions, project, writer, turn: 0 }
    }

    /// A client of one of the servers.
    fn at(&self, server: usize, session: Option<&SignedIn>) -> Remote {
        Remote::of(&self.servers[server], session)
    }

    /// That each shows soon what the other writes, and at once that a session was ended.
    fn work_together(&mut self) {
        for server in [0, 1] {
            until("it is ready", || self.at(server, None).is_ready());
        }
        for (here, there) in [(0, 1), (1, 0)] {
            self.turn += 1;
            let name = format!("Night patrols {}", self.turn);
            self.rename(here, &name);
            let took = until("the other shows it", || self.name(there) == name);
            assert!(took < SOON, "the other server showed it after {took:?}");
        }
        let end = json!({ "query": "mutation { signOut { errors { message } } }" });
        self.ends_everywhere(|two, session| two.at(0, Some(session)).post(None, &end).unwrap());
        self.ends_everywhere(|two, session| two.disable(0, session));
    }

    /// That somebody who is shut out on one server is nobody on both with the next request,
    /// and that their open sockets end soon.
    fn ends_everywhere(&mut self, shut_out: impl Fn(&Self, &SignedIn) -> (u16, Value)) {
        let session = self.sessions.pop().unwrap();
        let who =
            |server: usize| self.at(server, Some(&session)).data("{ viewer { kind } }")["viewer"].clone();
        assert!(who(0).is_object() && who(1).is_object());
        let mut sockets = [0, 1].map(|server| self.listen(server, &session));
        let (status, answer) = shut_out(self, &session);
        let began = Instant::now();
        assert!(status == 200 && answer.get("errors").is_none(), "{answer}");
        assert_eq!((who(0), who(1)), (Value::Null, Value::Null));
        for socket in &mut sockets {
            // Of what became of their own account they may have heard just before.
            assert_eq!(socket.end_at_last(), 4403);
            assert!(began.elapsed() < SOON, "a socket ended after {:?}", began.elapsed());
        }
    }

    /// A socket that listens to what somebody may see.
    fn listen(&self, server: usize, session: &SignedIn) -> Client {
        let address = ([127, 0, 0, 1], self.servers[server].port).into();
        let mut client = Client::page(address, &session.cookie);
        assert_eq!(client.message(), json!({ "type": "connection_ack" }));
        client.subscribe("a", "subscription { changes { sequence } }");
        client.settle();
        client
    }

    fn disable(&self, server: usize, session: &SignedIn) -> (u16, Value) {
        let query =
            "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { message } } }";
        let input = json!({ "id": session.user.to_string(), "version": 1, "reason": "They left." });
        let body = json!({ "query": query, "variables": { "input": input } });
        self.at(server, Some(&self.administrator)).post(None, &body).unwrap()
    }

    fn name(&self, server: usize) -> String {
        let query = format!("{{ node(id: \"{}\") {{ ... on Project {{ name }} }} }}", self.project);
        let data = self.at(server, None).data(&query);
        data["node"]["name"].as_str().unwrap_or_default().to_owned()
    }

    fn rename(&self, server: usize, name: &str) {
        let client = self.at(server, Some(&self.session));
        let version = format!("{{ node(id: \"{}\") {{ ... on Project {{ version }} }} }}", self.project);
        let version = client.data(&version)["node"]["version"].clone();
        let input = json!({ "id": self.project, "version": version, "name": name });
        let query =
            "mutation M($input: UpdateProjectInput!) { updateProject(input: $input) { errors { message } } }";
        let (status, answer) =
            client.post(None, &json!({ "query": query, "variables": { "input": input } })).unwrap();
        assert!(status == 200 && answer["data"]["updateProject"]["errors"] == json!([]), "{answer}");
    }

    /// Lets somebody write through the first server while something happens to the
    /// database; afterwards what was acknowledged is there once.
    fn while_writing(&mut self, happens: impl FnOnce()) {
        let (stop, written) = (AtomicBool::new(false), AtomicUsize::new(0));
        let remote = self.at(0, Some(&self.session));
        std::thread::scope(|threads| {
            let writer = &mut self.writer;
            threads.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    writer.write(&remote, &stop, &written);
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
            until("something was written", || written.load(Ordering::Relaxed) > 5);
            happens();
            let before = written.load(Ordering::Relaxed);
            until("writing goes on", || written.load(Ordering::Relaxed) > before + 5);
            stop.store(true, Ordering::Relaxed);
        });
        let mut conn = self.url.connect().unwrap();
        Found::read(&mut conn).check(&self.writer);
        assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
    }
}

const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = 'register' AND pid <> pg_backend_pid()";

#[test]
fn two_servers_work_together_also_after_the_database_was_away() {
    if !Database::has_postgres() {
        return;
    }
    let mut cluster = Cluster::new();
    let mut two = Two::on(&cluster);
    two.work_together();
    two.while_writing(|| cluster.primary.execute("postgres", CUT));
    two.work_together();
    two.while_writing(|| cluster.primary.restart());
    two.work_together();
    for server in two.servers {
        assert_eq!(server.stop(), Some(0));
    }
}

#[test]
fn two_servers_work_together_after_a_standby_took_the_place_of_the_primary() {
    if !Database::has_postgres() {
        return;
    }
    let mut cluster = Cluster::new();
    cluster.add_standby();
    let mut two = Two::on(&cluster);
    two.work_together();
    two.while_writing(|| {
        cluster.primary.crash();
        cluster.standby.as_ref().unwrap().promote();
    });
    two.work_together();
}

#[test]
fn a_server_that_has_shown_what_the_database_lost_ends_and_says_so() {
    if !Database::has_postgres() {
        return;
    }
    let cluster = Cluster::new();
    let two = Two::on(&cluster);
    two.rename(0, "Not on the standby");
    until("the other shows it", || two.name(1) == "Not on the standby");
    // As if a standby had taken over that had not received the last change.
    let lost = "SET session_replication_role = replica;
        DELETE FROM change_value WHERE sequence = (SELECT max(sequence) FROM change);
        DELETE FROM change WHERE sequence = (SELECT max(sequence) FROM change);
        UPDATE register_head SET sequence = sequence - 1, at = (SELECT max(at) FROM change)";
    cluster.primary.execute("register", lost);
    for server in two.servers {
        assert_eq!(server.ended(), Some(11));
    }
}
