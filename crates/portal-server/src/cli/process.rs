//! What the process may have of the machine, and what of its memory others may have.

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
};

/// Files besides connections: databases, snapshots, and the portal's files while they are sent.
const OTHERS: usize = 256;

/// Keeps facts and keys out of core dumps, and other processes of the same user out of this one's memory.
pub fn keep_memory_private() {
    if let Err(e) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::warn!("a crash may write this process's memory to the disk: {e}");
    }
}

/// How many connections can be open at once, at most `wanted`, so that some files are left for all else. What the system
/// allows without being asked is little: as much is asked for as it allows.
pub fn connections(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    let files = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let most = most(files);
    if most < wanted {
        tracing::warn!("at most {most} connections at once: the limit of open files is low");
    }
    most.min(wanted)
}

/// Connections that a limit of open files leaves room for; a few in any case.
fn most(files: Option<u64>) -> usize {
    let files = files.and_then(|files| usize::try_from(files).ok());
    let files = files.unwrap_or(usize::MAX);
    files.saturating_sub(OTHERS).max(files / 4).max(1)
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn connections_leave_files_for_all_else() {
        for (files, connections) in [(65_536, 65_280), (1024, 768), (300, 75), (64, 16), (0, 1)] {
            assert_eq!(most(Some(files)), connections, "{files}");
        }
        assert_eq!(most(None), usize::MAX - 256);
    }
}
