//! PostgreSQL servers of a test's own: a primary, and a standby that can take its place.

use std::path::{Path, PathBuf};
use std::process::Command;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::support::remote::until;

/// The programs of PostgreSQL, which Debian does not always put on the path.
fn programs() -> PathBuf {
    let folder = Command::new("pg_config").arg("--bindir").output().unwrap();
    PathBuf::from(String::from_utf8(folder.stdout).unwrap().trim())
}

/// Runs one of them as whoever may: PostgreSQL refuses to run as root.
fn run(program: &str, arguments: &[&str]) {
    let path = programs().join(program);
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(path);
        command
    } else {
        Command::new(path)
    };
    // The owner may not be allowed into the folder this was called from.
    let output = command.args(arguments).current_dir("/").output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// A server; it ends when this is dropped.
pub struct Node {
    data: PathBuf,
    pub port: u16,
    runs: bool,
}

impl Node {
    /// An empty server in a folder.
    fn first(folder: &Path) -> Self {
        let data = folder.join("primary");
        let name = data.to_str().unwrap();
        let pgdata = format!("--pgdata={name}");
        run(
            "initdb",
            &[
                &pgdata,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
        );
        let mut node = Node { data, port: free_port(), runs: false };
        node.start();
        node
    }

    fn start(&mut self) {
        let folder = self.data.parent().unwrap().to_str().unwrap();
        let port = self.port;
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{folder}' -c fsync=off \
             -c full_page_writes=off -c max_connections=60 -c wal_keep_size=64MB -c max_wal_senders=4"
        );
        let data = self.data.to_str().unwrap();
        let log = format!("{folder}/{port}.log");
        run(
            "pg_ctl",
            &["--pgdata", data, "--log", &log, "--silent", "--wait", "--options", &options, "start"],
        );
        self.runs = true;
    }

    fn stop(&mut self, mode: &str) {
        run(
            "pg_ctl",
            &["--pgdata", self.data.to_str().unwrap(), "--mode", mode, "--silent", "--wait", "stop"],
        );
        self.runs = false;
    }

    /// Stops and starts it, as an upgrade of the machine would.
    pub fn restart(&mut self) {
        self.stop("fast");
        self.start();
    }

    /// Ends it as a power cut would.
    pub fn crash(&mut self) {
        self.stop("immediate");
    }

    /// Lets it hang: it takes connections and answers nothing, until this is dropped.
    pub fn hang(&self) -> Hanging {
        let pid = std::fs::read_to_string(self.data.join("postmaster.pid")).unwrap();
        let postmaster = pid.lines().next().unwrap().to_owned();
        signal("-STOP", std::slice::from_ref(&postmaster));
        // With the postmaster stopped there are no further ones.
        let children = Command::new("ps").args(["-o", "pid=", "--ppid", &postmaster]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        let mut stopped: Vec<String> = children.split_whitespace().map(str::to_owned).collect();
        signal("-STOP", &stopped);
        stopped.push(postmaster);
        Hanging(stopped)
    }

    /// Makes a standby the primary.
    pub fn promote(&self) {
        self.execute("postgres", "SELECT pg_promote()");
    }

    /// The address of a database there, whatever this server is, for somebody.
    pub fn url(&self, user: &str, database: &str) -> String {
        format!("postgres://{user}@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs statements.
    pub fn execute(&self, database: &str, sql: &str) {
        let url = format!("postgres://postgres@127.0.0.1:{}/{database}", self.port);
        diesel::PgConnection::establish(&url).unwrap().batch_execute(sql).unwrap();
    }

    fn counts(&self, sql: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            count: i64,
        }
        let url = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        let mut conn = diesel::PgConnection::establish(&url).unwrap();
        diesel::sql_query(sql).get_result::<Count>(&mut conn).unwrap().count
    }
}

/// The processes of a server that hangs.
pub struct Hanging(Vec<String>);

impl Drop for Hanging {
    fn drop(&mut self) {
        signal("-CONT", &self.0);
    }
}

fn signal(signal: &str, processes: &[String]) {
    let _ = Command::new("kill").arg(signal).args(processes).status();
}

impl Drop for Node {
    fn drop(&mut self) {
        if self.runs {
            self.stop("immediate");
        }
    }
}

/// A port from the kernel's own choice of free ones.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A primary with an empty database named register.
pub struct Cluster {
    pub primary: Node,
    pub standby: Option<Node>,
    folder: tempfile::TempDir,
}

impl Cluster {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        if is_root() {
            let chown = Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap();
            assert!(chown.success());
        }
        let primary = Node::first(folder.path());
        primary.execute("postgres", "CREATE DATABASE register");
        Cluster { primary, standby: None, folder }
    }

    /// Adds a standby that has received whatever the primary acknowledges.
    pub fn add_standby(&mut self) {
        let data = self.folder.path().join("standby");
        let from = self.primary.port.to_string();
        let arguments =
            ["-h", "127.0.0.1", "-p", &from, "-U", "postgres", "-D", data.to_str().unwrap(), "-R"];
        run("pg_basebackup", &[&arguments[..], &["-X", "stream", "-c", "fast", "--no-sync"]].concat());
        let mut standby = Node { data, port: free_port(), runs: false };
        standby.start();
        let streams = "SELECT count(*) AS count FROM pg_stat_replication WHERE state = 'streaming'";
        until("the standby streams", || self.primary.counts(streams) == 1);
        self.primary.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.primary.execute("postgres", "SELECT pg_reload_conf()");
        let waits = "SELECT count(*) AS count FROM pg_stat_replication WHERE sync_state = 'sync'";
        until("the primary waits for it", || self.primary.counts(waits) == 1);
        self.standby = Some(standby);
    }

    /// The address of whichever is the primary.
    pub fn url(&self) -> String {
        let standby =
            self.standby.as_ref().map_or_else(String::new, |node| format!(",127.0.0.1:{}", node.port));
        let primary = self.primary.port;
        format!("postgres://postgres@127.0.0.1:{primary}{standby}/register?target_session_attrs=read-write")
    }
}
