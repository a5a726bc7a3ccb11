//! A batch script for Slurm: an array job with one shard a task.
//!
//! Each task writes a store of its own, so nothing is shared between nodes. A task that is killed and requeued resumes its store.

use super::plan::Plan;
use crate::kernel::path_text;
use std::path::PathBuf;

/// What the script needs to know.
#[derive(Clone, Debug)]
pub struct Job {
    /// The program, an absolute path.
    pub program: PathBuf,
    /// The plan's file, an absolute path.
    pub plan: PathBuf,
    /// Folder for the shards' stores, an absolute path.
    pub folder: PathBuf,
    /// The plan's name without its suffix.
    pub name: String,
    /// Number of array tasks.
    pub array: u64,
    /// Processors for each.
    pub cpus: usize,
    /// Further `#SBATCH` options, such as `--time=02:00:00`.
    pub options: Vec<String>,
}

/// The script.
pub fn script(plan: &Plan, job: &Job) -> String {
    let Job { array, cpus, .. } = job;
    let name: String =
        job.name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    let mut text = format!(
        "#!/bin/bash\n\
         # {} fits in {array} shards; for sbatch.\n\
         #SBATCH --job-name={name}\n\
         #SBATCH --array=1-{array}\n\
         #SBATCH --ntasks=1\n\
         #SBATCH --cpus-per-task={cpus}\n\
         #SBATCH --requeue\n\
         #SBATCH --open-mode=append\n\
         #SBATCH --output={name}-%a.log\n",
        plan.tasks()
    );
    for option in &job.options {
        text.push_str(&format!("#SBATCH {option}\n"));
    }
    text.push_str(&format!(
        "set -eu\n\
         program={}\n\
         plan={}\n\
         folder={}\n\
         mkdir -p \"$folder\"\n\
         # A task that was killed and requeued goes on where its store ends.\n\
         \"$program\" study run \"$plan\" --quiet --shard \"$SLURM_ARRAY_TASK_ID/{array}\" --threads {cpus} \\\n  \
         --store \"$folder/{name}-$SLURM_ARRAY_TASK_ID-of-{array}.db\"\n\
         # When all tasks are done:\n\
         #   {} study merge {} {}/{name}-*-of-{array}.db\n",
        path_text(&job.program),
        path_text(&job.plan),
        path_text(&job.folder),
        path_text(&job.program),
        path_text(format!("{name}.db")),
        path_text(&job.folder),
    ));
    text
}
