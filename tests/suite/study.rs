//! Studies as a user meets them: killed, sharded, run twice at once, on a full disk, with damaged stores.

use crate::plans::{PLAN, plan_with};
use crate::support::{self, Layout, PROGRAM, Ran, command, empty_folder, names, read, root, snapshot};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// `moe-proof study` with arguments.
pub fn study(folder: &Path, arguments: &[&str]) -> Command {
    command(folder, &[&["study"], arguments].concat())
}

fn ran(folder: &Path, arguments: &[&str]) -> Ran {
    support::run(folder, &[&["study"], arguments].concat())
}

fn told(ran: &Ran) -> String {
    ran.told(&Layout::SHORT)
}

/// Every fit of a store, to the bit, without times.
pub fn fits(folder: &Path, store: &str) -> String {
    ran(folder, &["report", store, "--fits", "fits.csv", "--resamples", "100"]).success();
    fs::read_to_string(folder.join("fits.csv")).unwrap()
}

/// The number of rows of a store; 0 as long as there is none.
pub fn done(folder: &Path, store: &str) -> u64 {
    let status = ran(folder, &["status", store, "--json"]);
    if status.code == 0 { status.json()["done"].as_u64().unwrap() } else { 0 }
}

/// The store of an undisturbed run of the plan, and its fits. One run serves all tests.
static WHOLE: LazyLock<(Vec<u8>, String)> = LazyLock::new(|| {
    let folder = empty_folder();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    ran(folder.path(), &["run", "plan.toml", "--store", "whole.db"]).success();
    let all = fits(folder.path(), "whole.db");
    assert_eq!(all.lines().count(), 1 + 72);
    (fs::read(folder.path().join("whole.db")).unwrap(), all)
});

/// A folder with the plan and the store of an undisturbed run, and its fits.
fn undisturbed() -> (TempDir, &'static str) {
    let (store, all) = &*WHOLE;
    let folder = empty_folder();
    fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    fs::write(folder.path().join("whole.db"), store).unwrap();
    (folder, all)
}

fn names_left(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|n| n.contains("killed")).collect()
}

#[test]
fn killed_twenty_times_it_ends_with_the_rows_of_an_undisturbed_run() {
    let (folder, all) = undisturbed();
    // Any spread of moments will do; a linear congruence gives one.
    let mut state = 12345u64;
    let mut kills = 0;
    let end = Instant::now() + Duration::from_secs(60);
    let mut seen = 0;
    while kills < 20 && Instant::now() < end {
        let mut child = study(folder.path(), &["run", "plan.toml", "--store", "killed.db", "--threads", "1"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_millis(20 + (state >> 33) % 160));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        } else {
            // It came to its end before: begin anew, with what a killed run may have left beside the store.
            names_left(folder.path()).iter().for_each(|n| fs::remove_file(folder.path().join(n)).unwrap());
            seen = 0;
        }
        child.wait().unwrap();
        if folder.path().join("killed.db").exists() {
            let status = ran(folder.path(), &["status", "killed.db", "--json"]).success().json();
            let done = status["done"].as_u64().unwrap();
            assert!(done >= seen, "{done} rows after {seen}");
            seen = done;
        }
    }
    assert_eq!(kills, 20);
    ran(folder.path(), &["run", "plan.toml", "--store", "killed.db"]).success();
    assert_eq!(fits(folder.path(), "killed.db"), all);
    // The journal of a killed transaction is gone.
    assert_eq!(names_left(folder.path()), ["killed.db"]);
}

#[test]
fn shards_and_threads_do_not_change_a_bit() {
    let (folder, all) = undisturbed();
    for (i, threads) in [("1/3", "1"), ("2/3", "3"), ("3/3", "2")] {
        ran(folder.path(), &["run", "plan.toml", "--shard", i, "--threads", threads]).success();
    }
    let shards = ["plan-1-of-3.db", "plan-2-of-3.db", "plan-3-of-3.db"];
    let output = ran(folder.path(), &[&["merge", "merged.db"][..], &shards].concat());
    snapshot("study", "merge", &told(&output));
    assert_eq!(fits(folder.path(), "merged.db"), all);
    // Again, and with a store that has all: nothing new, nothing wrong.
    let output = ran(folder.path(), &[&["merge", "merged.db", "whole.db"][..], &shards].concat());
    snapshot("study", "merge_again", &told(&output));
    assert_eq!(fits(folder.path(), "merged.db"), all);
}

#[test]
fn stores_of_two_plans_are_not_merged() {
    let (folder, _) = undisturbed();
    fs::write(folder.path().join("plan.toml"), plan_with(&[("seed = 11", "seed = 12")])).unwrap();
    ran(folder.path(), &["run", "plan.toml", "--store", "other.db"]).success();
    let output = ran(folder.path(), &["merge", "out.db", "whole.db", "other.db"]);
    snapshot("study", "merge_of_two_plans", &told(&output));
    assert!(!folder.path().join("out.db").exists());
}

#[test]
fn a_changed_plan_is_refused_with_the_keys_that_differ() {
    let (folder, all) = undisturbed();
    let changed = plan_with(&[
        ("seed = 11", "seed = 12"),
        ("variance = [0.05, 1.25]\n", ""),
        ("gate_slope = [6.0]", "gate_slope = [5.0]"),
    ]);
    fs::write(folder.path().join("plan.toml"), changed).unwrap();
    let output = ran(folder.path(), &["run", "plan.toml", "--store", "whole.db"]);
    snapshot("study", "changed_plan", &told(&output));
    // Other blanks and comments are no change.
    fs::write(folder.path().join("plan.toml"), format!("# the same\n{}", plan_with(&[(" = ", "  =  ")]))).unwrap();
    let output = ran(folder.path(), &["run", "plan.toml", "--store", "whole.db"]);
    snapshot("study", "nothing_left_to_run", &told(&output));
    assert_eq!(fits(folder.path(), "whole.db"), all);
}

#[test]
fn damaged_stores_are_named() {
    let (folder, all) = undisturbed();
    let bytes = fs::read(folder.path().join("whole.db")).unwrap();
    let at = bytes.windows(8).position(|w| w == b"variance").expect("a row's parameters") + 12;
    let mut flipped = bytes.clone();
    flipped[at] ^= 1;
    let half = bytes[..bytes.len() / 2].to_vec();
    for (name, content) in [
        ("flipped.db", flipped),
        ("cut.db", half),
        ("empty.db", Vec::new()),
        ("text.db", b"not a store at all".to_vec()),
    ] {
        fs::write(folder.path().join(name), &content).unwrap();
        for arguments in [
            &["run", "plan.toml", "--store", name][..],
            &["status", name],
            &["report", name],
            &["merge", "out.db", "whole.db", name],
        ] {
            let output = ran(folder.path(), arguments);
            let message = told(&output);
            assert!(
                message.starts_with("exit 2") && message.contains("the store is damaged") && message.contains(name),
                "{message}"
            );
            assert!(!folder.path().join("out.db").exists());
        }
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), content);
    }
    let output = ran(folder.path(), &["status", "cut.db"]);
    assert!(output.stderr.contains("cut off") || output.stderr.contains("malformed"), "{}", told(&output));
    assert_eq!(fits(folder.path(), "whole.db"), all);
}

#[test]
fn on_a_full_disk_it_says_so_and_goes_on_later() {
    let (folder, all) = undisturbed();
    // A limit on the size of files stands for a full disk: writes beyond it fail. In blocks of 512 or 1024 bytes, as the shell has it.
    let limited = "trap '' XFSZ; ulimit -f 48; exec \"$0\" study run plan.toml --store full.db --threads 2";
    let output = Command::new("sh").current_dir(folder.path()).args(["-c", limited, PROGRAM]).output().unwrap();
    let message = told(&Ran::from(output));
    assert!(
        message.starts_with("exit 2")
            && message.contains("full.db")
            && message.contains("every row counted so far is kept"),
        "{message}"
    );
    let done = done(folder.path(), "full.db");
    assert!(done > 0 && done < 72, "{done}");
    ran(folder.path(), &["run", "plan.toml", "--store", "full.db"]).success();
    assert_eq!(fits(folder.path(), "full.db"), all);
}

#[test]
#[ignore = "needs mount"]
fn a_file_system_without_room_is_a_full_disk() {
    let (folder, all) = undisturbed();
    let mount = folder.path().join("small");
    fs::create_dir(&mount).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=80k", "tmpfs"]).arg(&mount).output().unwrap();
    assert!(mounted.status.success(), "{}", String::from_utf8_lossy(&mounted.stderr));
    let _unmount = Unmount(mount.clone());
    let output = ran(folder.path(), &["run", "plan.toml", "--store", "small/full.db"]);
    let message = told(&output);
    assert!(message.starts_with("exit 2") && message.contains("the disk is full"), "{message}");
    fs::copy(mount.join("full.db"), folder.path().join("roomy.db")).unwrap();
    ran(folder.path(), &["run", "plan.toml", "--store", "roomy.db"]).success();
    assert_eq!(fits(folder.path(), "roomy.db"), all);
}

struct Unmount(PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn two_processes_on_one_store_do_not_hurt_it() {
    let (folder, all) = undisturbed();
    let start = || {
        study(folder.path(), &["run", "plan.toml", "--store", "both.db", "--threads", "1", "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children = [start(), start(), start()];
    let mut fitted = 0;
    for child in children {
        let ran = Ran::from(child.wait_with_output().unwrap()).success();
        fitted += ran.json()["fitted"].as_u64().unwrap();
    }
    assert!(fitted >= 72);
    assert_eq!(fits(folder.path(), "both.db"), all);
}

#[test]
#[cfg(unix)]
fn interrupted_it_ends_with_130_and_keeps_its_rows() {
    let folder = empty_folder();
    fs::write(folder.path().join("plan.toml"), plan_with(&[("replicates = 12", "replicates = 2000")])).unwrap();
    let mut child =
        study(folder.path(), &["run", "plan.toml"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let rows = || done(folder.path(), "plan.db");
    let end = Instant::now() + Duration::from_secs(60);
    while rows() < 3 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(50));
    }
    let before = rows();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(before >= 3 && rows() >= before);
}

#[test]
fn commands_in_words() {
    let (folder, _) = undisturbed();
    for (name, arguments) in [
        ("no_plan", &["run", "missing.toml"][..]),
        ("wrong_shard", &["run", "plan.toml", "--shard", "4/3"]),
        ("wrong_quantile", &["report", "whole.db", "--quantile", "1"]),
        ("no_store", &["status", "missing.db"]),
        ("slurm_without_a_task", &["slurm", "plan.toml", "--array", "0", "--out", "job.sh"]),
    ] {
        snapshot("study", name, &told(&ran(folder.path(), arguments)));
    }
    fs::write(folder.path().join("typo.toml"), plan_with(&[("replicates", "replicate")])).unwrap();
    snapshot("study", "unknown_key", &told(&ran(folder.path(), &["run", "typo.toml"])));
    ran(folder.path(), &["slurm", "plan.toml", "--array", "4", "--out", "job.sh", "--sbatch=--time=02:00:00"])
        .success();
    let script = fs::read_to_string(folder.path().join("job.sh")).unwrap();
    let here = fs::canonicalize(folder.path()).unwrap().display().to_string();
    let folder_as_given = folder.path().display().to_string();
    let script = script.replace(PROGRAM, "moe-proof").replace(&here, "HERE").replace(&folder_as_given, "HERE");
    snapshot("study", "script", &script);
    assert!(Command::new("bash").arg("-n").arg(folder.path().join("job.sh")).status().unwrap().success());
}

#[test]
fn the_examples_are_plans() {
    let plan = |name: &str| moe_proof::study::Plan::read(&root("examples").join(name)).unwrap();
    assert_eq!((plan("paper-study.toml").tasks(), plan("gentle-study.toml").tasks()), (24_000, 1200));
    let report = read("examples/gentle-study/report.txt");
    assert!(report.starts_with("fits: 1,200 of 1,200; n = 1,000 to 30,000 (30 sizes), 40 replicates\n"));
}

#[test]
fn the_report_is_the_same_every_time_and_its_files_agree() {
    let (folder, _) = undisturbed();
    let arguments = ["report", "whole.db", "--csv", "slopes.csv", "--svg", "slopes.svg", "--resamples", "200"];
    let first = ran(folder.path(), &arguments);
    let csv = fs::read_to_string(folder.path().join("slopes.csv")).unwrap();
    let again = ran(folder.path(), &arguments);
    assert_eq!(told(&first), told(&again));
    assert_eq!(csv, fs::read_to_string(folder.path().join("slopes.csv")).unwrap());
    let svg = fs::read_to_string(folder.path().join("slopes.svg")).unwrap();
    assert!(svg.starts_with("<svg") && !svg.contains("NaN"));
    let json = ran(folder.path(), &["report", "whole.db", "--json", "--resamples", "200"]).success().json();
    let slopes = json["slopes"].as_array().unwrap();
    assert_eq!(slopes.len() + 1, csv.lines().count());
    // Exact fits: one atom in each cell, and the distance's slope beside −1/2.
    let h = slopes.iter().find(|s| s["experts"] == 2 && s["quantity"] == "h" && s["statistic"] == "mean").unwrap();
    assert_eq!((h["sharp"].as_str(), h["published"].as_str()), (Some("−1/2"), Some("−1/2")));
    assert!(h["points"].as_array().unwrap().len() == 3);
}
