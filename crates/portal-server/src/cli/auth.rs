//! A centre's cards, staff, touch screens and access log, for the commands about them.

use std::path::PathBuf;

use clap::Args;
use portal_server::auth::db::{AuthDb, AuthDbError, Writers};
use portal_server::auth::sql::Sql;
use portal_server::center::CenterConfig;
use portal_server::database::Database;
use portal_server::home::Home;
use tokio::runtime::{Builder, Runtime};

use super::Failure;
use super::database::DatabaseArgs;

/// Where they are kept.
#[derive(Args, Clone)]
pub struct AuthArgs {
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl AuthArgs {
    /// The centre's home; nothing is read.
    pub fn home(&self) -> Home {
        Home::at(&self.home)
    }

    /// Opens them.
    pub fn open(&self) -> Result<Auth, Failure> {
        let home = self.home();
        let center = home.center()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let db = match self.database.url()? {
            None => AuthDb::open(&home.auth_db())?,
            Some(url) => {
                let writers = Writers::new(Database::open(&url)?);
                AuthDb::shared(&writers, home.center_id()?)
            }
        };
        Ok(Auth {
            db,
            home,
            center,
            runtime,
        })
    }
}

/// A centre with its open database.
pub struct Auth {
    pub home: Home,
    pub center: CenterConfig,
    db: AuthDb,
    runtime: Runtime,
}

impl Auth {
    /// As [`AuthDb::read`].
    pub fn read<T, E>(
        &self,
        read: impl Fn(&dyn Sql) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AuthDbError> + Send + 'static,
    {
        self.runtime.block_on(self.db.read(read))
    }

    /// As [`AuthDb::write`].
    pub fn write<T, E>(
        &self,
        job: impl Fn(&dyn Sql) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AuthDbError> + Send + 'static,
    {
        self.runtime.block_on(self.db.write(job))
    }
}
