//! Real data sets, which are not part of the project and may be missing.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::project;

/// Where real data sets lie.
#[derive(clap::Args)]
pub struct Data {
    /// Folder with real data sets; what needs one that is missing says so and is left out.
    #[arg(
        long = "data",
        value_name = "DIR",
        env = "PORTAL_SHARED_DATA",
        default_value = "../shared/data"
    )]
    folder: PathBuf,
}

impl Data {
    /// The folder with all data sets, as an absolute path.
    pub fn root(&self) -> Result<PathBuf> {
        Ok(std::path::absolute(project::root().join(&self.folder))?)
    }

    /// The folder of a data set; the error says that it is not there.
    pub fn set(&self, name: &str) -> Result<PathBuf> {
        let folder = self.root()?.join(name);
        ensure!(folder.is_dir(), "{} is not there", folder.display());
        Ok(folder)
    }
}
