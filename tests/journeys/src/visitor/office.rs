//! What a member of staff does in the office, in the words of the screen.

use anyhow::Result;

use super::Visitor;
use crate::centre::Staff;
use crate::reading::Name;
use crate::words::Words;

impl Visitor {
    /// Types user name, passphrase and a one-time code on the screen that asks for them, and sends them.
    pub async fn types_keys(&self, words: &Words, staff: &Staff, code: &str) -> Result<()> {
        let field = |key| words.get(key).map(Name::Has);
        self.types(field("staff.user_label")?, &staff.user).await?;
        self.types(field("staff.passphrase_label")?, &staff.passphrase)
            .await?;
        self.types(field("staff.code_label")?, code).await?;
        self.tap("button", Name::Is(words.get("sign_in")?)).await
    }

    /// Opens the office, signs in, and waits for the list of families.
    pub async fn signs_staff_in(&self, words: &Words, staff: &Staff) -> Result<()> {
        self.open("/staff").await?;
        self.types_keys(words, staff, &staff.code(0)?).await?;
        self.find("heading", Name::Is(words.get("caseload.title")?))
            .await?;
        self.has_loaded(words).await
    }

    /// Opens a family of the list by its name.
    pub async fn opens_family(&self, words: &Words, name: &str) -> Result<()> {
        self.tap("button", Name::Has(name)).await?;
        self.find("heading", Name::Is(name)).await?;
        self.has_loaded(words).await
    }

    /// Begins to show a caregiver their part.
    pub async fn shows_together(&self, words: &Words, label: &str) -> Result<()> {
        let button = [words.get("family.walk")?, label].join(" ");
        self.tap("button", Name::Is(&button)).await?;
        self.find("button", Name::Is(words.get("walk.next")?))
            .await?;
        Ok(())
    }
}
