//! What an advocate's screens read: families as a whole, and one caregiver's view of theirs.

use async_trait::async_trait;
use jiff::civil::Date;

use super::{Access, Caregiver, CaseFile, Parts, StoreError};

/// A family as an object of reading: made from an assignment of a member of staff and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedFamily {
    /// Opaque id.
    pub id: String,
}

/// A family in an advocate's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyHead {
    /// Opaque id.
    pub id: String,
    /// The centre's own number.
    pub number: String,
    /// What the centre calls the family.
    pub name: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Day the youngest of the family's sources told something for the first time.
    pub since: Option<Date>,
    /// Day one of the family's sources was heard last.
    pub heard_on: Option<Date>,
    /// By label.
    pub caregivers: Vec<CaregiverHead>,
}

/// A caregiver in an advocate's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaregiverHead {
    /// Opaque id.
    pub id: String,
    /// What the centre calls them.
    pub label: String,
    /// BCP 47 tag.
    pub language: String,
    /// Beats every grant.
    pub barred: bool,
    /// Whether they may see anything that day.
    pub sees: bool,
}

impl FamilyHead {
    /// The family's access as a whole, for what is told of news.
    #[must_use]
    pub fn access(&self) -> Access {
        Access {
            family: self.id.clone(),
            language: self.language.clone(),
            since: self.since,
            heard_on: self.heard_on,
        }
    }
}

/// Reading for advocates.
#[async_trait]
pub trait CaseloadStore {
    /// The heads of these families; one that no source tells of any more is left out.
    async fn heads(
        &self,
        families: &[ServedFamily],
        today: Date,
    ) -> Result<Vec<FamilyHead>, StoreError>;

    /// The whole case of a family, whoever of its caregivers may see what.
    async fn family_file(
        &self,
        family: &ServedFamily,
        parts: Parts,
    ) -> Result<CaseFile, StoreError>;

    /// A caregiver of this family, as whom the case is to be read; `None` for one of another family.
    async fn caregiver_of(
        &self,
        family: &ServedFamily,
        caregiver: &str,
    ) -> Result<Option<Caregiver>, StoreError>;

    /// The opaque id of the family with this number, for opening it in an emergency.
    async fn family_with_number(&self, number: &str) -> Result<Option<String>, StoreError>;
}
