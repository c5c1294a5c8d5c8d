//! The centre's playbook, as far as facts need it.

/// Texts by their path in the playbook: `["steps", kind, "title"]`.
pub trait Book {
    /// The text at a path; nothing when the playbook has none there.
    fn text(&self, path: &[&str]) -> Option<String>;
}

/// No playbook: every kind is told in the portal's neutral words.
pub struct NoBook;

impl Book for NoBook {
    fn text(&self, _path: &[&str]) -> Option<String> {
        None
    }
}
