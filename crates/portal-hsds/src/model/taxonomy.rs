//! How records are classified.

records! {
    /// Ties a record to a taxonomy term. HSDS `attribute`.
    Attribute {
        /// Identifier in the directory.
        id: String,
        /// The record.
        link_id: Option<String>,
        /// The term.
        taxonomy_term_id: Option<String>,
        /// What the tie means.
        link_type: Option<String>,
        /// Kind of the record, e.g. `service`.
        link_entity: Option<String>,
        /// A value the term takes.
        value: Option<String>,
        /// A label for the tie.
        label: Option<String>,
        /// The term.
        taxonomy_term: Option<Box<TaxonomyTerm>>,
    }

    /// One term of a taxonomy. HSDS `taxonomy_term`.
    TaxonomyTerm {
        /// Identifier in the directory.
        id: String,
        /// Code of the term, e.g. `BH-1800`.
        code: Option<String>,
        /// Name.
        name: Option<String>,
        /// What it means.
        description: Option<String>,
        /// The term above it.
        parent_id: Option<String>,
        /// Name of the taxonomy.
        taxonomy: Option<String>,
        /// The taxonomy.
        taxonomy_id: Option<String>,
        /// The taxonomy.
        taxonomy_detail: Option<Box<Taxonomy>>,
        /// ISO 639 code of the name.
        language: Option<String>,
        /// Web identifier.
        term_uri: Option<String>,
    }

    /// A list of terms. HSDS `taxonomy`.
    Taxonomy {
        /// Identifier in the directory.
        id: String,
        /// Name.
        name: Option<String>,
        /// What it is for.
        description: Option<String>,
        /// Web identifier.
        uri: Option<String>,
        /// Version.
        version: Option<String>,
    }
}
