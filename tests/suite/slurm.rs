//! A study on a real Slurm cluster of one machine: an array job, one of its tasks killed and requeued, the shards merged. Needs root
//! and Debian's slurmctld, slurmd, slurm-client and munge.

use crate::plans::plan_with;
use crate::study::{done, fits, study};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where a program is, in the folders where Debian has it.
fn program(name: &str) -> PathBuf {
    let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];
    let found = folders.iter().map(|f| Path::new(f).join(name)).find(|p| p.is_file());
    found.unwrap_or_else(|| panic!("{name} is not installed"))
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_string()
}

/// Calls `ready` until it says yes.
fn wait_for(what: &str, seconds: u64, mut ready: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(seconds);
    while !ready() {
        assert!(Instant::now() < end, "{what} did not happen in {seconds} s");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The daemons in a scratch folder; stopped when dropped.
struct Cluster {
    folder: PathBuf,
    munge: Option<Child>,
}

impl Cluster {
    fn new(folder: &Path) -> Cluster {
        Cluster { folder: folder.to_path_buf(), munge: None }
    }

    fn started(mut self) -> Cluster {
        let folder = self.folder.clone();
        for name in ["state", "spool", "munge"] {
            fs::create_dir(folder.join(name)).unwrap();
        }
        // munged wants a key that only it can read, folders that nobody else can write to, and runs as root here: it serves one test.
        let munge = folder.join("munge");
        fs::set_permissions(&munge, fs::Permissions::from_mode(0o711)).unwrap();
        let key: Vec<u8> = (0..128u8).map(|i| i.wrapping_mul(73).wrapping_add(std::process::id() as u8)).collect();
        fs::write(munge.join("key"), key).unwrap();
        fs::set_permissions(munge.join("key"), fs::Permissions::from_mode(0o600)).unwrap();
        let file = |name: &str| munge.join(name).display().to_string();
        let daemon = Command::new(program("munged"))
            .args([
                "--foreground",
                "--force",
                "--key-file",
                &file("key"),
                "--socket",
                &file("socket"),
                "--pid-file",
                &file("pid"),
            ])
            .args(["--seed-file", &file("seed"), "--log-file", &file("log")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.munge = Some(daemon);
        wait_for("the socket of munged", 20, || munge.join("socket").exists());
        let host = output(Command::new("hostname").arg("-s"));
        let place = |name: &str| folder.join(name).display().to_string();
        let (ports, cpus) = (6000 + std::process::id() % 20_000, 2);
        let configuration = format!(
            "ClusterName=local\nSlurmctldHost={host}(127.0.0.1)\nAuthType=auth/munge\nAuthInfo=socket={}\nCredType=cred/munge\nSlurmUser=root\nSlurmdUser=root\n\
             SlurmctldPort={ports}\nSlurmdPort={}\nStateSaveLocation={}\nSlurmdSpoolDir={}\nSlurmctldPidFile={}\nSlurmdPidFile={}\nSlurmctldLogFile={}\n\
             SlurmdLogFile={}\nProctrackType=proctrack/pgid\nTaskPlugin=task/none\nMpiDefault=none\nSelectType=select/cons_tres\nSelectTypeParameters=CR_Core\nReturnToService=2\n\
             SchedulerParameters=sched_interval=1\nKillWait=2\nNodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN\nPartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP\n",
            file("socket"),
            ports + 1,
            place("state"),
            place("spool"),
            place("slurmctld.pid"),
            place("slurmd.pid"),
            place("slurmctld.log"),
            place("slurmd.log"),
        );
        fs::write(folder.join("slurm.conf"), configuration).unwrap();
        for daemon in ["slurmctld", "slurmd"] {
            let status = self.command(daemon).status().unwrap();
            assert!(
                status.success(),
                "{daemon}: {}",
                fs::read_to_string(folder.join(format!("{daemon}.log"))).unwrap_or_default()
            );
        }
        wait_for("an idle node", 60, || {
            self.command("sinfo").args(["-h", "-o", "%t"]).output().is_ok_and(|o| o.stdout.starts_with(b"idle"))
        });
        self
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(program(name));
        command.env("SLURM_CONF", self.folder.join("slurm.conf")).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// The states of a job's array tasks in the queue, such as `1 R`; empty when all are done.
    fn queue(&self, job: &str) -> Vec<String> {
        output(self.command("squeue").args(["-h", "-r", "-j", job, "-o", "%K %t"])).lines().map(String::from).collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for name in ["slurmd", "slurmctld"] {
            let file = self.folder.join(format!("{name}.pid"));
            let Ok(pid) = fs::read_to_string(&file) else { continue };
            let _ = Command::new("kill").arg(pid.trim()).status();
            let end = Instant::now() + Duration::from_secs(10);
            while Path::new("/proc").join(pid.trim()).exists() && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        if let Some(munge) = &mut self.munge {
            let _ = munge.kill();
            let _ = munge.wait();
        }
    }
}

#[test]
#[ignore = "needs slurm"]
fn an_array_job_with_a_killed_and_requeued_task_gives_the_single_run() {
    let plan = plan_with(&[
        ("experts = [2, 3]", "experts = [3]"),
        ("sample_sizes = [200, 300, 400]", "sample_sizes = [4000, 8000, 16000]"),
        ("replicates = 12", "replicates = 60"),
    ]);
    let scratch = tempfile::Builder::new().prefix("slurm").tempdir_in("/tmp").unwrap();
    let folder = scratch.path();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.join("plan.toml"), plan).unwrap();
    output(&mut study(folder, &["run", "plan.toml", "--store", "whole.db"]));
    output(&mut study(folder, &["slurm", "plan.toml", "--array", "3", "--out", "job.sh"]));
    let cluster = Cluster::new(folder).started();
    let submitted = output(cluster.command("sbatch").args(["--parsable", "job.sh"]));
    let job = submitted.split(';').next().unwrap();
    // The first task has rows and is running: its processes are killed, then it is put back into the queue.
    let first = "plan-shards/plan-1-of-3.db";
    wait_for("a row of the first task", 60, || done(folder, first) > 0);
    let task = format!("{job}_1");
    output(cluster.command("scancel").args(["--signal=KILL", "--full", "--hurry", &task]).stderr(Stdio::null()));
    wait_for("the end of the killed task", 60, || !cluster.queue(job).contains(&"1 R".to_string()));
    let rows = done(folder, first);
    assert!(rows > 0 && rows < 60, "{rows} rows when it was killed");
    output(cluster.command("scontrol").args(["requeue", &task]));
    // A requeued task waits two minutes unless told otherwise.
    let _ = cluster.command("scontrol").args(["update", &format!("JobId={task}"), "StartTime=now"]).status();
    wait_for("the end of the job", 300, || cluster.queue(job).is_empty());
    let log = fs::read_to_string(folder.join("plan-1.log")).unwrap();
    assert!(log.contains("done: 60 of 60 fits") && !log.contains("60 of them now"), "{log}");
    let shards = [first, "plan-shards/plan-2-of-3.db", "plan-shards/plan-3-of-3.db"];
    output(&mut study(folder, &[&["merge", "merged.db"][..], &shards].concat()));
    assert_eq!(fits(folder, "merged.db"), fits(folder, "whole.db"));
}
