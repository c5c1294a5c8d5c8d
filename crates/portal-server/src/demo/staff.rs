//! The demo's members of staff.

use jiff::Timestamp;
use portal_types::StaffRole;
use serde::{Deserialize, Serialize};

use super::{DemoError, SEED};
use crate::auth::sql::Sql;
use crate::auth::staff::{self, NewStaff, assignments};
use crate::secrets::Secrets;

/// A member of staff of the demo and their keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoAdvocate {
    /// User name.
    pub user: String,
    /// As they introduce themselves.
    pub name: String,
    /// `advocate` or `supervisor`.
    pub role: String,
    /// Passphrase.
    pub passphrase: String,
    /// Secret of one-time codes, base 32.
    pub totp_secret: String,
    /// Ids of their families in the feed.
    pub families: Vec<String>,
}

/// User name, name, role, families.
const STAFF: [(&str, &str, StaffRole, &[&str]); 3] = [
    (
        "dana.whitlow",
        "Dana Whitlow",
        StaffRole::Advocate,
        &[
            "on-time",
            "kansas-city",
            "arabic",
            "three-children",
            "separated",
            "closed",
        ],
    ),
    (
        "rosa.medrano",
        "Rosa Medrano",
        StaffRole::Advocate,
        &["espanol", "prepaid"],
    ),
    (
        "ruth.hallgren",
        "Ruth Hallgren",
        StaffRole::Supervisor,
        &["kansas-city"],
    ),
];

/// Adds the demo's members of staff and assigns their families.
///
/// # Errors
/// When the database cannot be written.
pub fn enrol(sql: &dyn Sql, secrets: &Secrets) -> Result<Vec<DemoAdvocate>, DemoError> {
    let at = Timestamp::now().as_second();
    let mut made = Vec::new();
    for (user, name, role, families) in STAFF {
        let new = NewStaff {
            user,
            name,
            role,
            language: "en",
            subject: None,
        };
        let keys = staff::enrol(sql, secrets, &new, None, Some(SEED), at)?;
        let id = staff::find(sql, user)?.map(|s| s.id);
        for family in families {
            let family = secrets.opaque_id(&["family", "", family]);
            assignments::assign(sql, id.as_deref().unwrap_or_default(), &family)?;
        }
        made.push(DemoAdvocate {
            user: user.to_owned(),
            name: name.to_owned(),
            role: staff::role_word(role).to_owned(),
            passphrase: keys.passphrase.unwrap_or_default(),
            totp_secret: keys.totp_secret,
            families: families.iter().map(|&f| f.to_owned()).collect(),
        });
    }
    Ok(made)
}
